package io.tacet.spool;

/**
 * Sizes of a journal; tests use small ones.
 *
 * @param segmentBytes of a segment; default 64 MiB
 * @param forceEveryNanos how often a {@code .part} is forced at most; default 30 s
 */
public record JournalLimits(int segmentBytes, long forceEveryNanos) {
    /** 64 MiB and 30 s. */
    public static final JournalLimits DEFAULT = new JournalLimits(64 << 20, 30_000_000_000L);

    /** The largest payload of a record. */
    int largestPayload() {
        return Math.min(JournalGroups.GROUP_BYTES, segmentBytes / 4) - 2 * JournalRecord.HEADER_BYTES;
    }
}
