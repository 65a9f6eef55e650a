package io.tacet.server.inspect;

import java.util.List;

/**
 * Consecutive windows without activity.
 *
 * @param start where it begins
 * @param end its exclusive end
 * @param clicks what was loud in it but too short to count
 */
public record SilenceRun(long start, long end, List<Click> clicks) {
    /** Copies the list. */
    public SilenceRun {
        clicks = List.copyOf(clicks);
    }

    /** Samples in it. */
    public long length() {
        return end - start;
    }

    /**
     * Loud windows that did not make activity.
     *
     * @param start where they begin
     * @param length in samples
     */
    public record Click(long start, long length) {}
}
