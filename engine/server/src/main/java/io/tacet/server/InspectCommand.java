package io.tacet.server;

import io.tacet.server.inspect.Inspection;
import io.tacet.server.inspect.InspectionJson;
import io.tacet.server.inspect.Picture;
import io.tacet.server.inspect.ReportPage;
import io.tacet.server.inspect.SummaryPage;
import io.tacet.server.inspect.TerminalReport;
import io.tacet.server.replay.Channel;
import io.tacet.wav.WavFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final Pattern NAMES = Pattern.compile("(?i)[^.].*\\.(wav|pcap|pcapng)");

    private boolean failed;
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
        return Files.isDirectory(input) ? directory(inspector) : single(inspector);
    }

    private int single(Inspector inspector) {
        Inspection inspection = inspect(inspector, input);
        if (inspection == null) {
            return TacetCommand.UNUSABLE;
        }
        if (html != null) {
            write("--html", html, file -> ReportPage.write(inspection, file));
        }
        if (png != null) {
            write("--png", png, file -> Picture.write(inspection, file));
        }
        if (json) {
            out.println(InspectionJson.line(inspection));
        } else if (html == null && png == null) {
            TerminalReport.lines(inspection, Terminal.width(), Terminal.colour())
                    .forEach(out::println);
        }
        return failed ? TacetCommand.FAILED : TacetCommand.RECORDED;
    }

    private int directory(Inspector inspector) {
        if (png != null) {
            throw new UsageException("--png is for one input; " + input + " is a directory, for which there is --html");
        }
        List<Inspection> inspections = new ArrayList<>();
        int code = TacetCommand.RECORDED;
        for (Path file : recordings()) {
            Inspection inspection = inspect(inspector, file);
            if (inspection == null) {
                code = TacetCommand.UNUSABLE;
            } else {
                inspections.add(inspection);
            }
        }
        if (inspections.isEmpty()) {
            throw new UsageException("INPUT is " + input + ", which holds nothing to inspect; allowed are directories"
                    + " with WAV, pcap or pcapng files");
        }
        if (html != null) {
            write("--html", html, file -> SummaryPage.write(folderName(), inspections, file));
        }
        if (json) {
            inspections.forEach(inspection -> out.println(InspectionJson.line(inspection)));
        } else if (html == null) {
            SummaryPage.lines(inspections).forEach(out::println);
        }
        return failed ? TacetCommand.FAILED : code;
    }

    /** Its own name also for {@code .}; the root has none. */
    private String folderName() {
        Path folder = input.toAbsolutePath().normalize();
        Path name = folder.getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    private List<Path> recordings() {
        try (Stream<Path> files = Files.list(input)) {
            return files.filter(file ->
                            NAMES.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageException("INPUT is " + input + ", which cannot be read (" + TacetCommand.oneLine(e) + ")");
        }
    }

    private @Nullable Inspection inspect(Inspector inspector, Path file) {
        try {
            Inspection inspection = inspector.inspect(file);
            for (String note : inspection.notes()) {
                err.println(inspection.name() + ": " + note);
            }
            return inspection;
        } catch (WavFormatException e) {
            err.println("tacet inspect: " + TacetCommand.oneLine(e));
        } catch (IOException | IllegalArgumentException e) {
            err.println("tacet inspect: " + file + ": " + TacetCommand.oneLine(e));
        }
        return null;
    }

    /** What writes a file. */
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private void write(String option, Path file, Writer writer) {
        try {
            writer.write(file);
        } catch (IOException e) {
            failed = true;
            err.println("tacet inspect: " + option + " " + file + " is not written: " + reason(e)
                    + "; allowed is a file in a folder that can be written");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        String reason = e instanceof FileSystemException named ? named.getReason() : null;
        return reason == null ? TacetCommand.oneLine(e) : reason;
    }
}
