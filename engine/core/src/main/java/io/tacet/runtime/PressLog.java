package io.tacet.runtime;

import io.tacet.RecordingManifest.Digit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The presses of a recording, at most {@value #CAPACITY} in full; further ones are counted. Thread: recorder. */
final class PressLog {
    static final int CAPACITY = 256;
    private static final String KEYS = "0123456789*#ABCD!";

    private char[] digits = new char[0];
    private long[] positions = new long[0];
    private long[] durations = new long[0];
    private int count;
    private int changedFrom;

    /** The digit of an event (RFC 4733 section 3.2), or {@code '\0'} if it is none. */
    static char digit(int event) {
        return event < KEYS.length() ? KEYS.charAt(event) : '\0';
    }

    /** Whether a character is a digit that can be pressed. */
    static boolean isDigit(char digit) {
        return KEYS.indexOf(digit) >= 0;
    }

    void pressed(char digit, long atSample, long durationSamples) {
        if (count < CAPACITY) {
            if (count == digits.length) {
                int size = Math.max(8, count * 2);
                digits = Arrays.copyOf(digits, size);
                positions = Arrays.copyOf(positions, size);
                durations = Arrays.copyOf(durations, size);
            }
            digits[count] = digit;
            positions[count] = atSample;
            durations[count] = durationSamples;
        }
        count++;
    }

    void lasted(char digit, long atSample, long durationSamples) {
        for (int i = Math.min(count, CAPACITY) - 1; i >= 0; i--) {
            if (digits[i] == digit && positions[i] == atSample) {
                durations[i] = durationSamples;
                changedFrom = Math.min(changedFrom, i);
                return;
            }
        }
    }

    int count() {
        return count;
    }

    /** Whether any is new or longer since {@link #takeChanged}. */
    boolean changed() {
        return changedFrom < Math.min(count, CAPACITY);
    }

    /** Those that are new or longer since the last call. */
    List<Digit> takeChanged() {
        List<Digit> changed = new ArrayList<>();
        for (; changedFrom < Math.min(count, CAPACITY); changedFrom++) {
            changed.add(new Digit(digits[changedFrom], positions[changedFrom], durations[changedFrom]));
        }
        return changed;
    }

    /** Those before {@code end}, in order of position: what was pressed later is not of this recording, however early it came. */
    List<Digit> before(long end) {
        List<Digit> ordered = new ArrayList<>();
        for (int i = 0; i < Math.min(count, CAPACITY); i++) {
            if (positions[i] < end) {
                ordered.add(new Digit(digits[i], positions[i], durations[i]));
            }
        }
        ordered.sort(Comparator.comparingLong(Digit::atSample));
        return ordered;
    }
}
