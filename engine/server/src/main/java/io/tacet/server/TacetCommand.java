package io.tacet.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The {@code tacet} command: machine-readable lines on standard output, people's words on standard error. Exit code 0 recorded, 1 failed, 2
 * wrong usage or unreadable input. Thread: main.
 */
@Command(
        name = "tacet",
        description = "A recording engine that knows when to stop.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class)
public final class TacetCommand implements Runnable {
    /** It was recorded. */
    static final int RECORDED = 0;
    /** It was not recorded, or not delivered. */
    static final int FAILED = 1;
    /** The command line or an input is wrong. */
    static final int UNUSABLE = 2;

    private static final List<String> COMMANDS =
            List.of("record", "listen", "serve", "inspect", "recover", "validate", "s3");

    @Spec
    CommandSpec spec = CommandSpec.create();

    private TacetCommand() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.exit(run(arguments, out, err));
    }

    /** Runs the command in this process and returns its exit code. Closes neither stream. */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new TacetCommand());
        String asked = arguments.length == 0 ? "" : arguments[0];
        for (String name : COMMANDS.contains(asked) ? List.of(asked) : COMMANDS) {
            line.addSubcommand(name, command(name, out, err));
        }
        Complaints complaints = new Complaints(err);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** A command by its name. Design note: reading the options of all of them by reflection costs 40 ms; only the one that runs is read. */
    private static Object command(String name, PrintStream out, PrintStream err) {
        return switch (name) {
            case "record" -> new RecordCommand(out, err);
            case "listen" -> new ListenCommand(out, err);
            case "serve" -> new ServeCommand(out, err);
            case "inspect" -> new InspectCommand(out, err);
            case "recover" -> new RecoverCommand(out, err);
            case "validate" -> new ValidateCommand(System.in, out, err);
            case "s3" -> S3Command.line(out, err);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing; there are: " + String.join(", ", COMMANDS));
    }

    /** An exception's message without control characters, so that it stays one line whatever a user typed. */
    static String oneLine(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}+", " ");
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** What went wrong, in one line. Design note: a class, because the JDK cannot archive lambdas of picocli's old interfaces. */
    private record Complaints(PrintStream err) implements IParameterExceptionHandler, IExecutionExceptionHandler {
        @Override
        public int handleParseException(ParameterException e, String[] arguments) {
            return refuse(e.getCommandLine(), e);
        }

        @Override
        public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
            if (e instanceof UsageException) {
                return refuse(command, e);
            }
            err.println(command.getCommandSpec().qualifiedName() + ": unexpected "
                    + e.getClass().getSimpleName() + ": " + oneLine(e));
            return FAILED;
        }

        private int refuse(CommandLine command, Exception e) {
            String name = command.getCommandSpec().qualifiedName();
            err.println(name + ": " + oneLine(e) + " (" + name + " --help)");
            return UNUSABLE;
        }
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = TacetCommand.class.getPackage().getImplementationVersion();
            return new String[] {"tacet " + (version == null ? "(not packaged)" : version)};
        }
    }
}
