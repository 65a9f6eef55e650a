package io.tacet.server.serve.media;

/**
 * Datagrams of all ports of a process since it began.
 *
 * @param packets received
 * @param foreign from an address that is not the recording's
 * @param held back of the foreign ones, so that they crowd nobody out
 * @param ports that are open
 */
public record MediaCounters(long packets, long foreign, long held, int ports) {
    MediaCounters plus(MediaCounters other) {
        return new MediaCounters(
                packets + other.packets, foreign + other.foreign, held + other.held, ports + other.ports);
    }
}
