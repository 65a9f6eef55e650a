package io.tacet.server;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tacet s3}: what concerns the store alone. Thread: main. */
@Command(
        name = "s3",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the store where recordings go.")
final class S3Command implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    private S3Command() {}

    /** The command with its subcommands. */
    static CommandLine line(PrintStream out, PrintStream err) {
        return new CommandLine(new S3Command()).addSubcommand(new S3ProbeCommand(out, err));
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing; there is: probe");
    }
}
