package io.tacet.server;

import io.tacet.server.inspect.Inspection;
import io.tacet.server.inspect.InspectionJson;
import io.tacet.server.inspect.ReportPage;
import io.tacet.server.inspect.TerminalReport;
import io.tacet.server.replay.Channel;
import io.tacet.wav.WavFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tacet inspect}: shows what was heard, why it stopped, and where other thresholds would have. Thread: main. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Shows what Tacet hears in a WAV, a capture or a recording with its manifest beside it: levels, silence, keys, the stop,",
            "and where other thresholds would have ended it. Draws in the terminal unless a file is asked for."
        },
        footer = {
            "",
            "Exit code: 0 shown, 1 failed, 2 wrong usage or unreadable input.",
            "Example: tacet inspect voicemail.wav --silence 3 --threshold 200 --html report.html"
        })
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INPUT", description = "a WAV or capture file, or a directory of them")
    Path input = Path.of("");

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Option(
            names = "--press",
            paramLabel = "KEY@S",
            description = "WAV: press a key S seconds into the file, such as '#@4.2'; repeatable")
    List<String> presses = List.of();

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "stereo WAV: left, right or mix (default: mix)")
    @Nullable
    String channel;

    @Mixin
    CaptureOptions capture = new CaptureOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "write a report to look at in a browser, in one file")
    @Nullable
    Path html;

    @Option(names = "--png", paramLabel = "FILE", description = "write a picture")
    @Nullable
    Path png;

    @Option(names = "--json", description = "print one line of JSON instead of drawing")
    boolean json;

    private final PrintStream out;
    private final PrintStream err;

    InspectCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ReplayInput.Options options = new ReplayInput.Options(
                capture.selection(),
                channel == null ? null : LimitOptions.choice("--channel", channel, Channel.class),
                RecordCommand.parsePresses(presses));
        Inspector inspector = new Inspector(limits, options, err);
        if (Files.isDirectory(input)) {
            throw new UsageException("INPUT is " + input + ", a directory; allowed are WAV, pcap and pcapng files");
        }
        try {
            show(inspector.inspect(input));
            return TacetCommand.RECORDED;
        } catch (WavFormatException e) {
            err.println("tacet inspect: " + TacetCommand.oneLine(e));
        } catch (IOException | IllegalArgumentException e) {
            err.println("tacet inspect: " + input + ": " + TacetCommand.oneLine(e));
        }
        return TacetCommand.UNUSABLE;
    }

    private void show(Inspection inspection) throws IOException {
        if (html != null) {
            ReportPage.write(inspection, html);
            err.println(html + ": the report of " + inspection.name());
        }
        if (json) {
            out.println(InspectionJson.line(inspection));
        } else if (html == null && png == null) {
            TerminalReport.lines(inspection, Terminal.width(), Terminal.colour())
                    .forEach(out::println);
        }
        for (String note : inspection.notes()) {
            err.println(inspection.name() + ": " + note);
        }
    }
}
