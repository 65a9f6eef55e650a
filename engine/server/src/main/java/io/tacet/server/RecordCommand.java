package io.tacet.server;

import io.tacet.RecordingRequest;
import io.tacet.server.replay.Channel;
import io.tacet.server.replay.Press;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tacet record}: plays files into the engine, one after the other. Thread: main. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Records from WAV files and network captures (pcap, pcapng) as if they were calls.",
            "Prints one line of JSON for each input, which also lies beside the WAV; says on standard error why it ended.",
            "With --action a RecordAudio action says when it ends and where it goes; the line is then the action's event."
        },
        footer = {
            "",
            "Exit code: 0 recorded, 1 failed, 2 wrong usage or unreadable input.",
            "Example: tacet record voicemail.wav --silence 3 --threshold 200 --terminators '#'"
        })
final class RecordCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "WAV or capture files")
    List<Path> inputs = List.of();

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

    @Option(names = "--out", paramLabel = "DIR", description = "where recordings go (default: recordings)")
    Path directory = Path.of("recordings");

    @Mixin
    DurabilityOptions durability = new DurabilityOptions();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "name of the recording (default: the input's name and a random suffix)")
    @Nullable
    String id;

    @Mixin
    ActionOptions action = new ActionOptions();

    @Option(names = "--realtime", description = "play at the pace of the recording (default: as fast as possible)")
    boolean realtime;

    private final PrintStream out;
    private final PrintStream err;

    RecordCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        boolean byAction = action.file != null;
        RecordingRequest.Builder request = byAction ? limits.requestForAction() : limits.request();
        ReplayInput.Options options = new ReplayInput.Options(
                capture.selection(),
                channel == null ? null : LimitOptions.choice("--channel", channel, Channel.class),
                parsePresses(presses));
        if (id != null) {
            checkId(id);
        }
        OutputDirectory.check(directory);
        if (byAction) {
            return recordByAction(request, options);
        }
        int worst = TacetCommand.RECORDED;
        try (Interruption interruption = Interruption.install()) {
            Recorder recorder = new Recorder(directory, realtime, durability.durability(), interruption, out, err);
            for (int i = 0; i < inputs.size(); i++) {
                if (interruption.requested()) {
                    err.println("interrupted: " + (inputs.size() - i) + " more inputs were not recorded");
                    worst = TacetCommand.FAILED;
                    break;
                }
                Path input = inputs.get(i);
                request.id(id == null ? RecordingIds.of(input) : id);
                worst = Math.max(worst, recorder.record(input, options, request));
            }
            interruption.exitCode(worst);
        }
        return worst;
    }

    private int recordByAction(RecordingRequest.Builder request, ReplayInput.Options options) {
        ActionRecorder recorder =
                new ActionRecorder(action, limits.actionSettings(), directory, durability.durability(), out, err);
        return recorder.record(inputs, options, request, id, realtime);
    }

    static List<Press> parsePresses(List<String> presses) {
        List<Press> parsed = new ArrayList<>();
        for (String press : presses) {
            try {
                parsed.add(Press.parse(press));
            } catch (IllegalArgumentException e) {
                throw PlainNumber.refused("--press", press, "KEY@SECONDS with a key of 0123456789*#ABCD!, as #@4.2");
            }
        }
        return parsed;
    }

    private void checkId(String name) {
        if (inputs.size() > 1) {
            throw new UsageException("--id is '" + name + "' for " + inputs.size() + " inputs; allowed is one input");
        }
        RecordingIds.check(name, directory);
    }
}
