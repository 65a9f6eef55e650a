package io.tacet.server.serve;

import io.tacet.Durability;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import io.tacet.action.outbox.WebhookConfig;
import io.tacet.s3.LambdaConfig;
import io.tacet.s3.S3Config;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@code tacet serve} runs. Immutable; {@link #DEFAULT} works alone.
 *
 * @param http the API
 * @param rtp media over UDP
 * @param audioSocket media over TCP, off by default
 * @param out directory of recordings, with spool and outbox inside
 * @param durability what a crash may take from a live recording
 * @param recordings how many
 * @param sink where finished recordings go
 * @param publisher who gets the events of actions
 * @param drain how the process ends
 */
public record ServeConfig(
        Http http,
        Rtp rtp,
        AudioSocket audioSocket,
        Path out,
        Durability durability,
        Recordings recordings,
        Sink sink,
        Publisher publisher,
        Drain drain) {
    /** Everything by default: loopback, no token, recordings into {@code recordings}. */
    public static final ServeConfig DEFAULT = new ServeConfig(
            Http.DEFAULT,
            Rtp.DEFAULT,
            AudioSocket.DEFAULT,
            Path.of("recordings"),
            Durability.POWER,
            Recordings.DEFAULT,
            new Sink.Directory(null),
            new Publisher.Output(),
            Drain.DEFAULT);

    /** Spool of recordings that are not finished or not delivered. */
    public Path spool() {
        return out.resolve(".spool");
    }

    /** Address that receives media. */
    public String rtpHost() {
        return rtp.host() == null ? http.host() : rtp.host();
    }

    /** Address that AudioSocket listens on. */
    public String audioSocketHost() {
        return audioSocket.host() == null ? http.host() : audioSocket.host();
    }

    /** Address that senders of media are told. */
    public String advertisedHost() {
        return rtp.advertise() == null ? rtpHost() : rtp.advertise();
    }

    /** Events of actions that are not acknowledged. */
    public Path outbox() {
        return out.resolve(".outbox");
    }

    /**
     * The API.
     *
     * @param host to listen on
     * @param port 0 takes any that is free
     * @param token bearer token that callers must show; null asks for none, on loopback only
     * @param maxBodyBytes of a request
     * @param requestsPerSecond of one client address, on average
     * @param burst of one client address
     * @param maxConnections at once
     * @param maxEventStreams clients of server-sent events at once
     * @param idle after which a connection that says nothing is closed
     */
    public record Http(
            String host,
            int port,
            @Nullable String token,
            int maxBodyBytes,
            int requestsPerSecond,
            int burst,
            int maxConnections,
            int maxEventStreams,
            Duration idle) {
        /** Loopback, port 8080. */
        public static final Http DEFAULT =
                new Http("127.0.0.1", 8080, null, 1 << 20, 1000, 2000, 2000, 64, Duration.ofSeconds(30));

        /** Without the token: it does not belong in logs. */
        @Override
        public String toString() {
            return "http(" + host + ":" + port + ")";
        }
    }

    /**
     * Media over UDP.
     *
     * @param host to listen on; null takes that of the API
     * @param advertise what callers are told instead of the host; null tells the host
     * @param firstPort of the range
     * @param lastPort of the range
     * @param rest of a port before its next recording
     * @param threads that receive
     */
    public record Rtp(
            @Nullable String host,
            @Nullable String advertise,
            int firstPort,
            int lastPort,
            Duration rest,
            int threads) {
        /** Ports 20000 to 29999. */
        public static final Rtp DEFAULT = new Rtp(
                null,
                null,
                20_000,
                29_999,
                Duration.ofSeconds(5),
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2)));
    }

    /**
     * Media over TCP as Asterisk sends it.
     *
     * @param host to listen on; null takes that of the API
     * @param port null is off; 0 takes any that is free
     * @param unknown limits of calls that nobody announced; null refuses them
     */
    public record AudioSocket(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable UnknownCalls unknown) {
        /** Off. */
        public static final AudioSocket DEFAULT = new AudioSocket(null, null);

        /** Announced calls only. */
        public AudioSocket(@Nullable String host, @Nullable Integer port) {
            this(host, port, null);
        }
    }

    /**
     * When recordings of calls that nobody announced end.
     *
     * @param duration null = when the call does
     * @param silence null = never by silence
     * @param terminators keys that end them
     */
    public record UnknownCalls(
            @Nullable Duration duration, @Nullable SilencePolicy silence, Terminators terminators) {}

    /**
     * How many recordings.
     *
     * @param maxLive at once
     * @param remembered how many that are over can still be asked for
     */
    public record Recordings(int maxLive, int remembered) {
        /** 5000 live, one a port; the last 1000. */
        public static final Recordings DEFAULT = new Recordings(5000, 1000);
    }

    /** Where finished recordings go. */
    public sealed interface Sink {
        /** A directory; null is the output directory itself. */
        record Directory(@Nullable Path directory) implements Sink {}

        /**
         * Recordings of actions into their buckets; plain ones into the bucket of the configuration, or the output directory.
         *
         * @param retryAge how long a delivery is tried
         */
        record S3(S3Config config, Duration retryAge) implements Sink {}
    }

    /** Who gets the events of actions. */
    public sealed interface Publisher {
        /** One line of JSON each on standard output. */
        record Output() implements Publisher {}

        /** Posted to a URL. */
        record Webhook(WebhookConfig config) implements Publisher {}

        /** A function is invoked. */
        record Lambda(LambdaConfig config) implements Publisher {}
    }

    /**
     * How the process ends.
     *
     * @param grace how long it says that it is not ready, and live recordings may go on, before they are stopped
     * @param deadline how long seals and deliveries may then take; the rest stays in the spool
     */
    public record Drain(Duration grace, Duration deadline) {
        /** Stops at once; 25 s for the rest. */
        public static final Drain DEFAULT = new Drain(Duration.ZERO, Duration.ofSeconds(25));
    }
}
