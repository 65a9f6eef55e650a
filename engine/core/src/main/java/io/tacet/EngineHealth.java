package io.tacet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an engine fares, at one moment. Immutable.
 *
 * @param recordings live or undelivered
 * @param pendingDeliveries sealed recordings that wait for the sink
 * @param oldestPendingNanos the spool's age: how long the oldest of them has waited
 * @param delivered recordings that the sink confirmed
 * @param undeliverable recordings that it refused, or that grew too old
 * @param retries attempts that will be repeated
 * @param unsyncedNanos the durable lag: how old the oldest bytes are that a power cut could take; 0 below {@link Durability#POWER}
 * @param syncP99Nanos 99th percentile of the last syncs of the journals
 * @param journalBytes written to the journals so far
 * @param journalSegments of all journals on disk
 * @param journalFailures writes and syncs of the journals that failed
 * @param forceFailures syncs of live recordings' own files that failed; each ends its recording
 * @param listenerFailures callbacks that threw
 * @param freeBytes of the spool's file system, {@link Long#MAX_VALUE} in memory
 * @param degraded whether a journal was given up: new recordings are refused
 * @param spoolBytes that live and undelivered recordings and the journals take
 * @param storageFailures recordings that ended {@link RecordingResult.FailureKind#STORAGE}
 * @param internalFailures recordings that ended {@link RecordingResult.FailureKind#INTERNAL}
 * @param loopFailures defects that a thread of the engine survived
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
        boolean degraded,
        long spoolBytes,
        long storageFailures,
        long internalFailures,
        long loopFailures) {

    /**
     * Errors so far by their class, for metrics with a label: {@code storage}, {@code delivery} and {@code internal} count recordings that
     * failed; {@code journal}, {@code force}, {@code retry}, {@code listener} and {@code loop} count what the engine went on after.
     *
     * @return these eight keys in this order, each 0 or more; a new map
     */
    public Map<String, Long> errors() {
        Map<String, Long> errors = new LinkedHashMap<>();
        errors.put("storage", storageFailures);
        errors.put("delivery", undeliverable);
        errors.put("internal", internalFailures);
        errors.put("journal", journalFailures);
        errors.put("force", forceFailures);
        errors.put("retry", retries);
        errors.put("listener", listenerFailures);
        errors.put("loop", loopFailures);
        return errors;
    }
}
