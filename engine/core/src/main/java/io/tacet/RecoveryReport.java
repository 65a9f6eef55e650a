package io.tacet;

import java.util.List;

/**
 * What recovery found and did. Immutable.
 *
 * @param results of the recordings, in the order in which they were delivered; those that the sink did not take stay in the spool
 * @param problems what could not be done, and which folders belong to living processes, one line each
 */
public record RecoveryReport(List<RecordingResult> results, List<String> problems) {
    /**
     * Copies the lists.
     *
     * @param results copied, in order
     * @param problems copied, in order
     */
    public RecoveryReport {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }
}
