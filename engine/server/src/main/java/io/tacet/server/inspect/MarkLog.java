package io.tacet.server.inspect;

import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Presses, waits and gaps as they come, and which of them came at the same instant. Thread: one. */
final class MarkLog {
    private final List<Mark> marks = new ArrayList<>();
    private final List<Digit> digits = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int group;
    private long groupStart;
    private long groupNanos = Long.MIN_VALUE;

    /** Media is about to be placed at {@code position}. */
    void media(long position, long nanos) {
        group++;
        groupStart = position;
        groupNanos = nanos;
    }

    /** A stretch that did not come; one that adjoins the last of its reason extends it. */
    void gap(long atSample, long samples, GapReason reason) {
        int last = gaps.size() - 1;
        if (last >= 0) {
            Gap before = gaps.get(last);
            if (before.reason() == reason && before.atSample() + before.samples() == atSample) {
                gaps.set(last, new Gap(before.atSample(), before.samples() + samples, reason));
                return;
            }
        }
        gaps.add(new Gap(atSample, samples, reason));
    }

    void waited(long position, double heardLevel, long decidableTo, long timeoutAt) {
        marks.add(new Mark.Wait(position, heardLevel, decidableTo, timeoutAt));
    }

    void pressed(
            long position,
            double heardLevel,
            char digit,
            long atSample,
            long durationSamples,
            boolean mayTerminate,
            long nanos) {
        if (nanos > groupNanos) {
            group++;
            groupStart = position;
            groupNanos = nanos;
        }
        digits.add(new Digit(digit, atSample, durationSamples));
        long until = atSample + durationSamples;
        marks.add(new Mark.Press(position, heardLevel, digit, atSample, until, mayTerminate, group, groupStart));
    }

    void held(long position, double heardLevel, char digit, long atSample, long durationSamples) {
        for (int i = digits.size() - 1; i >= 0; i--) {
            Digit known = digits.get(i);
            if (known.digit() == digit && known.atSample() == atSample) {
                digits.set(i, new Digit(digit, atSample, durationSamples));
                break;
            }
        }
        marks.add(new Mark.Held(position, heardLevel, atSample, atSample + durationSamples));
    }

    List<Mark> marks() {
        return marks;
    }

    List<Digit> digits() {
        digits.sort(Comparator.comparingLong(Digit::atSample));
        return digits;
    }

    List<Gap> gaps() {
        return gaps;
    }
}
