package io.tacet.s3;

import java.util.List;

/**
 * What a store lets us do. Immutable.
 *
 * @param checks in the order in which they were made
 */
public record S3ProbeReport(List<Check> checks) {
    /**
     * Copies the list.
     *
     * @param checks see {@link #checks}
     */
    public S3ProbeReport {
        checks = List.copyOf(checks);
    }

    /** {@return whether recordings can be delivered} */
    public boolean usable() {
        return checks.stream().noneMatch(c -> c.status() == Status.FAILED);
    }

    /**
     * One thing that was tried.
     *
     * @param status whether it went, and what follows if not
     * @param what in two or three words
     * @param detail for people, one line
     */
    public record Check(Status status, String what, String detail) {
        @Override
        public String toString() {
            return status.name().toLowerCase(java.util.Locale.ROOT) + " " + what + ": " + detail;
        }
    }

    /** How it went. */
    public enum Status {
        /** It works. */
        OK,
        /** It does not, and deliveries do without. */
        LIMITED,
        /** It does not, and deliveries would fail. */
        FAILED
    }
}
