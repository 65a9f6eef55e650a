package io.tacet.server.serve;

/**
 * Numbers of the whole process since it began.
 *
 * @param live recordings whose end is not decided
 * @param completed recordings that are over and successful, or aborted
 * @param failed recordings that failed, or got no media
 * @param refused requests that were not started
 * @param packets RTP datagrams received
 * @param foreignPackets of them from an address that is not the recording's
 * @param durableLagMillis how old the oldest bytes are that a power cut could take
 * @param deliveriesPending recordings that wait for the sink
 * @param eventsPending events of actions that wait to be acknowledged
 * @param spoolBytes that live and undelivered recordings and the journals take
 */
public record Totals(
        int live,
        long completed,
        long failed,
        long refused,
        long packets,
        long foreignPackets,
        long durableLagMillis,
        int deliveriesPending,
        int eventsPending,
        long spoolBytes) {}
