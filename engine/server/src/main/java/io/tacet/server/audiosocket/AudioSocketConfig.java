package io.tacet.server.audiosocket;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How AudioSocket is served. Immutable.
 *
 * @param local address and port to listen on; port 0 takes any that is free
 * @param maxConnections at once, 1 to 100000; more are told to hang up. Each costs one file handle and 4 KiB
 * @param handshakeTimeout until the UUID must have come, 10 ms to 1 h; default 5 s
 * @param idleTimeout without a byte, 10 ms to 24 h; default 60 s. Trade-off: short frees dead calls early, but must outlast mute and hold,
 *     in which Asterisk may send nothing
 * @param nanoClock the engine's monotonic clock
 */
public record AudioSocketConfig(
        InetSocketAddress local,
        int maxConnections,
        Duration handshakeTimeout,
        Duration idleTimeout,
        LongSupplier nanoClock) {
    /** Where Asterisk's examples expect it. */
    public static final int DEFAULT_PORT = 9092;

    private static final int MOST_CONNECTIONS = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Checks the ranges. */
    public AudioSocketConfig {
        if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "maxConnections is " + maxConnections + "; allowed are 1 to " + MOST_CONNECTIONS);
        }
        checkRange("handshakeTimeout", handshakeTimeout, Duration.ofHours(1));
        checkRange("idleTimeout", idleTimeout, Duration.ofHours(24));
    }

    /** Everything by default. */
    public static AudioSocketConfig on(InetSocketAddress local) {
        return new AudioSocketConfig(local, 2000, Duration.ofSeconds(5), Duration.ofSeconds(60), System::nanoTime);
    }

    /** The same with another limit of connections. */
    public AudioSocketConfig withMaxConnections(int most) {
        return new AudioSocketConfig(local, most, handshakeTimeout, idleTimeout, nanoClock);
    }

    /** The same with other timeouts. */
    public AudioSocketConfig withTimeouts(Duration handshake, Duration idle) {
        return new AudioSocketConfig(local, maxConnections, handshake, idle, nanoClock);
    }

    private static void checkRange(String name, Duration value, Duration most) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value.toMillis() + " ms; allowed are 10 to " + most.toMillis() + " ms");
        }
    }
}
