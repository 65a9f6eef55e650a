package io.tacet.server;

import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionParser.BothTargets;
import io.tacet.action.ValidationReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tacet validate}: says of each action whether it is valid, and what it comes to. Thread: main. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Checks RecordAudio actions before a call does.",
            "Prints one line of JSON for each: what it comes to, or every value that is wrong and what is allowed."
        },
        footer = {
            "",
            "Exit code: 0 all are valid, 1 one is not, 2 wrong usage or unreadable file.",
            "Example: tacet validate action.json"
        })
final class ValidateCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = ".json holds one action, .jsonl one a line; - reads standard input")
    List<String> files = List.of();

    @Option(
            names = "--call-id-wins",
            description =
                    "an action with CallId and ParticipantTag is valid, the tag is ignored (default: it is invalid)")
    boolean callIdWins;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    ValidateCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ActionTexts texts =
                new ActionTexts(new ActionParser(callIdWins ? BothTargets.CALL_ID_WINS : BothTargets.INVALID));
        // Many lines: no flush for each.
        PrintStream lines = new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
        int worst = TacetCommand.RECORDED;
        for (String file : files) {
            worst = Math.max(worst, validate(texts, file, lines));
        }
        lines.flush();
        return worst;
    }

    private int validate(ActionTexts texts, String file, PrintStream lines) {
        boolean[] invalid = {false};
        ActionTexts.Consumer consumer = (line, outcome) -> {
            lines.println(ValidationReport.of(file, line, outcome));
            invalid[0] |= !(outcome instanceof ActionOutcome.Valid);
        };
        try {
            if (file.equals(STDIN)) {
                texts.either(in, consumer);
            } else {
                read(texts, file, consumer);
            }
        } catch (IOException | IllegalArgumentException e) {
            lines.flush();
            String reason = e instanceof NoSuchFileException ? "there is no such file" : TacetCommand.oneLine(e);
            err.println("tacet validate: FILE is '" + file.replaceAll("\\p{Cntrl}", "?") + "': " + reason
                    + "; allowed is a readable .json or .jsonl file, or -");
            return TacetCommand.UNUSABLE;
        }
        return invalid[0] ? TacetCommand.FAILED : TacetCommand.RECORDED;
    }

    private static void read(ActionTexts texts, String file, ActionTexts.Consumer consumer) throws IOException {
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            if (file.toLowerCase(Locale.ROOT).endsWith(".jsonl")) {
                texts.lines(stream, consumer);
            } else {
                texts.single(stream, consumer);
            }
        }
    }
}
