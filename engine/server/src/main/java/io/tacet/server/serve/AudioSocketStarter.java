package io.tacet.server.serve;

import io.tacet.AudioEncoding;
import io.tacet.OpenResult;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.server.audiosocket.AudioSocketConfig;
import io.tacet.server.audiosocket.AudioSocketCounters;
import io.tacet.server.audiosocket.AudioSocketServer;
import io.tacet.server.audiosocket.ExpectedCalls;
import io.tacet.server.serve.StartOutcome.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts recordings whose media comes by AudioSocket: the recording's id is the UUID that the call brings. Calls that nobody announced are
 * recorded with the limits of the configuration, or refused where it has none.
 *
 * <p>Thread: any.
 */
public final class AudioSocketStarter implements AutoCloseable {
    private final RecordingRegistry registry;
    private final ExpectedCalls calls;
    private final AudioSocketServer server;
    private final MediaEndpoint endpoint;

    private AudioSocketStarter(
            RecordingRegistry registry, ExpectedCalls calls, AudioSocketServer server, MediaEndpoint endpoint) {
        this.registry = registry;
        this.calls = calls;
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * Listens, if the configuration says where.
     *
     * @return null if it says nowhere
     * @throws IOException with one line if the address cannot be used
     */
    static @Nullable AudioSocketStarter start(ServeConfig config, RecordingRegistry registry) throws IOException {
        Integer port = config.audioSocket().port();
        if (port == null) {
            return null;
        }
        String host = config.audioSocketHost();
        InetSocketAddress local = new InetSocketAddress(InetAddress.getByName(host), port);
        ServeConfig.UnknownCalls unknown = config.audioSocket().unknown();
        Announced announced = new Announced(registry, unknown, MediaEndpoint.audioSocket(host, port));
        ExpectedCalls calls = new ExpectedCalls(unknown == null ? null : announced);
        AudioSocketServer server;
        try {
            server = AudioSocketServer.start(
                    AudioSocketConfig.on(local)
                            .withMaxConnections(config.recordings().maxLive()),
                    calls);
        } catch (IOException e) {
            throw new IOException("AudioSocket cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        MediaEndpoint real =
                MediaEndpoint.audioSocket(host, server.localAddress().getPort());
        return new AudioSocketStarter(registry, calls, server, real);
    }

    /** The samples of a call: 16 bits as AudioSocket carries them. */
    public static PayloadTypes samplesAt(int sampleRate) {
        return PayloadTypes.of(new PayloadFormat(AudioEncoding.PCM16, sampleRate));
    }

    /** Starts a recording that waits for its call; blocks as {@link RecordingRegistry#start} does. */
    public StartOutcome start(StartRequest request) {
        StartOutcome outcome = registry.start(request, endpoint, () -> {});
        if (outcome instanceof StartOutcome.Started started) {
            calls.expect(
                    UUID.fromString(started.recording().id()),
                    new OpenResult.Opened(started.recording().recording(), started.input()));
        }
        return outcome;
    }

    /** Where calls are to connect; the real port. */
    public MediaEndpoint endpoint() {
        return endpoint;
    }

    /** What became of connections and frames. */
    public AudioSocketCounters counters() {
        return server.counters();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Recordings of calls that nobody announced. Thread: AudioSocket's; plain limits touch no file. */
    private record Announced(
            RecordingRegistry registry, ServeConfig.@Nullable UnknownCalls limits, MediaEndpoint endpoint)
            implements ExpectedCalls.Opener {
        @Override
        public OpenResult open(UUID call, int sampleRate) {
            RecordingRequest.Builder request = RecordingRequest.builder().payloadTypes(samplesAt(sampleRate));
            if (limits != null) {
                request.duration(limits.duration()).silence(limits.silence()).terminators(limits.terminators());
            }
            StartOutcome outcome = registry.start(StartRequest.plain(request, call.toString()), endpoint, () -> {});
            if (outcome instanceof StartOutcome.Started started) {
                return new OpenResult.Opened(started.recording().recording(), started.input());
            }
            StartOutcome.Refused refused = (StartOutcome.Refused) outcome;
            return new OpenResult.Refused(
                    refused.reason() == Reason.DRAINING
                            ? OpenResult.Reason.CLOSED
                            : OpenResult.Reason.TOO_MANY_RECORDINGS,
                    refused.message());
        }
    }
}
