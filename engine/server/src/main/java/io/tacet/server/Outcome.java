package io.tacet.server;

import io.tacet.OpenResult;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;

/** Says what became of a recording and returns the exit code. Thread: main. */
interface Outcome {
    /** It was recorded, or tried. */
    int of(String input, RecordingRequest request, RecordingResult result);

    /** It was not started. */
    int refused(String input, OpenResult.Refused refused);
}
