package io.tacet.server;

import io.tacet.MediaSource;
import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.server.listen.RtpSocket;
import io.tacet.server.listen.SessionDescription;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tacet listen}: records one call from a UDP socket. Thread: main. */
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Records one call from live RTP, audio and telephone events (RFC 4733), on a UDP port.",
            "Prints one line of JSON at the end, which also lies beside the WAV; says on standard error why it ended."
        },
        footer = {
            "",
            "Ends at a key, after silence or the duration, when packets stop (silence and duration run on without",
            "packets), or at Ctrl-C: what was heard is sealed. A recording that gets no packet at all fails after 30 s, or",
            "after the silence or the duration where that is shorter; --wait lets it begin with the call.",
            "Exit code: 0 recorded, 1 failed, 2 wrong usage or a port that cannot be used.",
            "Example: tacet listen --port 5004 --wait 60 --silence 3 --terminators '#'"
        })
final class ListenCommand implements Callable<Integer> {
    private static final String KEYS = "0123456789*#";
    private static final int LAST_PORT = 65_535;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "UDP port, 0 to 65535; 0 takes any that is free (default: that of --sdp)")
    @Nullable
    String port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "address of this host to listen on; 0.0.0.0 is all (default: that of --sdp, or 127.0.0.1)")
    @Nullable
    String host;

    @Option(
            names = "--source",
            paramLabel = "HOST:PORT",
            description = "the only address that may send (default: whoever sends first)")
    @Nullable
    String source;

    @Option(
            names = "--wait",
            paramLabel = "S",
            description = "wait up to S seconds for the first packet before the recording begins (default: 0)")
    String wait = "0";

    @Mixin
    MediaOptions media = new MediaOptions();

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "where the recording goes (default: recordings)")
    Path directory = Path.of("recordings");

    @Mixin
    LiveDurabilityOptions durability = new LiveDurabilityOptions();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "name of the recording (default: the port and a random suffix)")
    @Nullable
    String id;

    private final PrintStream out;
    private final PrintStream err;

    ListenCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        RecordingRequest.Builder request = limits.request();
        SessionDescription described = media.sessionDescription();
        PayloadTypes types = described == null ? media.payloadTypes() : described.payloadTypes();
        InetSocketAddress local = local(described);
        if (source != null) {
            request.source(MediaSource.of(NetworkAddress.parse("--source", source)));
        }
        if (id != null) {
            RecordingIds.check(id, directory);
        }
        Duration patience = PlainNumber.seconds("--wait", wait, 0, LONGEST_WAIT, "0 to 86400 seconds");
        OutputDirectory.check(directory);
        try (RtpSocket socket = bind(local)) {
            OutputDirectory.create(directory);
            InetSocketAddress bound = socket.localAddress();
            request.id(id == null ? RecordingIds.of(Path.of("rtp-" + bound.getPort())) : id)
                    .payloadTypes(types);
            if (described != null) {
                note(described, request.build());
            }
            try (Interruption interruption = Interruption.install()) {
                int code = new Listener(directory, durability.durability(), interruption, out, err)
                        .record(socket, request, patience);
                interruption.exitCode(code);
                return code;
            }
        } catch (IOException e) {
            err.println("tacet listen: " + NetworkAddress.text(local) + ": " + TacetCommand.oneLine(e));
            return TacetCommand.FAILED;
        }
    }

    private InetSocketAddress local(@Nullable SessionDescription described) {
        if (port == null && described == null) {
            throw new UsageException("--port is missing; allowed are 0 (any) to 65535");
        }
        int number = port != null
                ? PlainNumber.whole("--port", port, 0, LAST_PORT)
                : described == null ? 0 : described.port();
        if (host == null && described != null && described.host() != null) {
            return new InetSocketAddress(NetworkAddress.host("c= of --sdp", described.host()), number);
        }
        return new InetSocketAddress(NetworkAddress.host("--host", host == null ? "127.0.0.1" : host), number);
    }

    private static RtpSocket bind(InetSocketAddress local) {
        try {
            return RtpSocket.bind(local);
        } catch (IOException e) {
            throw new UsageException("cannot listen on " + NetworkAddress.text(local) + ": " + TacetCommand.oneLine(e)
                    + "; --host takes an address of this host, --port a free port or 0");
        }
    }

    /** What of a session description is not used, and keys that its sender will not send. */
    private void note(SessionDescription described, RecordingRequest request) {
        if (!described.unusable().isEmpty()) {
            say("not used: " + String.join(", ", described.unusable()));
        }
        StringBuilder missing = new StringBuilder();
        BitSet events = described.events();
        for (int event = 0; event < KEYS.length(); event++) {
            char key = KEYS.charAt(event);
            if (request.terminators().contains(key) && (events == null || !events.get(event))) {
                missing.append(key);
            }
        }
        if (!missing.isEmpty()) {
            say("announces no telephone event for the terminators " + missing);
        }
    }

    private void say(String text) {
        err.println(media.sdp + ": " + text.replaceAll("\\p{Cntrl}+", " "));
    }
}
