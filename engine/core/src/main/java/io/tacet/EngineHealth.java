package io.tacet;

/**
 * How an engine fares, at one moment. Immutable.
 *
 * @param recordings live or undelivered
 * @param pendingDeliveries sealed recordings that wait for the sink
 * @param oldestPendingNanos how long the oldest of them has waited
 * @param delivered recordings that the sink confirmed
 * @param undeliverable recordings that it refused, or that grew too old
 * @param retries attempts that will be repeated
 * @param unsyncedNanos how old the oldest bytes are that a power cut could take; 0 below {@link Durability#POWER}
 * @param syncP99Nanos 99th percentile of the last syncs of the journals
 * @param journalBytes written to the journals so far
 * @param journalSegments of all journals on disk
 * @param journalFailures writes and syncs of the journals that failed
 * @param forceFailures syncs of recordings' own files that failed
 * @param listenerFailures callbacks that threw
 * @param freeBytes of the spool's file system, {@link Long#MAX_VALUE} in memory
 * @param degraded whether a journal was given up: new recordings are refused
 */
public record EngineHealth(
        int recordings,
        int pendingDeliveries,
        long oldestPendingNanos,
        long delivered,
        long undeliverable,
        long retries,
        long unsyncedNanos,
        long syncP99Nanos,
        long journalBytes,
        int journalSegments,
        long journalFailures,
        long forceFailures,
        long listenerFailures,
        long freeBytes,
        boolean degraded) {}
