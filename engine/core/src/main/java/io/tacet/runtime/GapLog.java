package io.tacet.runtime;

import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The filled stretches of a recording, at most {@value #CAPACITY}; adjoining ones of one reason are one. Thread: recorder. */
final class GapLog {
    static final int CAPACITY = 1000;
    private static final GapReason[] REASONS = GapReason.values();

    private long[] starts = new long[0];
    private long[] lengths = new long[0];
    private byte[] reasons = new byte[0];
    private int count;
    private long dropped;
    private int changedFrom;

    void filled(long atSample, long samples, GapReason why) {
        int last = count - 1;
        if (last >= 0 && reasons[last] == why.ordinal() && starts[last] + lengths[last] == atSample) {
            lengths[last] += samples;
            changedFrom = Math.min(changedFrom, last);
            return;
        }
        if (count == CAPACITY) {
            dropped++;
            return;
        }
        if (count == starts.length) {
            int size = Math.max(8, count * 2);
            starts = Arrays.copyOf(starts, size);
            lengths = Arrays.copyOf(lengths, size);
            reasons = Arrays.copyOf(reasons, size);
        }
        starts[count] = atSample;
        lengths[count] = samples;
        reasons[count] = (byte) why.ordinal();
        count++;
    }

    /** Gaps before {@code end}, the last one cut there. */
    List<Gap> before(long end) {
        List<Gap> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (starts[i] < end) {
                kept.add(new Gap(starts[i], Math.min(lengths[i], end - starts[i]), REASONS[reasons[i]]));
            }
        }
        return kept;
    }

    /** Whether any is new or longer since {@link #takeChanged}. */
    boolean changed() {
        return changedFrom < count;
    }

    /** Those that are new or longer since the last call. */
    List<Gap> takeChanged() {
        List<Gap> changed = new ArrayList<>();
        for (int i = changedFrom; i < count; i++) {
            changed.add(new Gap(starts[i], lengths[i], REASONS[reasons[i]]));
        }
        changedFrom = count;
        return changed;
    }

    /** How many were not kept. */
    long dropped() {
        return dropped;
    }
}
