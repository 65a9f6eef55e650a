package io.tacet.spool;

import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Presses and gaps as the journal carries them, 19 bytes each; a later one of the same beginning replaces an earlier. Thread: one.
 */
public final class Notes {
    private static final int BYTES = 19;
    private static final byte PRESS = 1;
    private static final byte GAP = 2;

    private final TreeMap<String, Digit> digits = new TreeMap<>();
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();

    /** The bytes of presses and gaps. */
    public static byte[] bytes(Collection<Digit> digits, Collection<Gap> gaps) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES * (digits.size() + gaps.size()));
        for (Digit digit : digits) {
            bytes.put(PRESS).putShort((short) digit.digit());
            bytes.putLong(digit.atSample()).putLong(digit.durationSamples());
        }
        for (Gap gap : gaps) {
            bytes.put(GAP).putShort((short) gap.reason().ordinal());
            bytes.putLong(gap.atSample()).putLong(gap.samples());
        }
        return bytes.array();
    }

    /** Takes up the notes of one record; what is not known is left out. */
    void add(ByteBuffer bytes) {
        while (bytes.remaining() >= BYTES) {
            byte kind = bytes.get();
            int what = bytes.getShort();
            long at = bytes.getLong();
            long length = bytes.getLong();
            if (kind == PRESS) {
                digits.put(at + " " + what, new Digit((char) what, at, length));
            } else if (kind == GAP && what >= 0 && what < GapReason.values().length) {
                gaps.put(at, new Gap(at, length, GapReason.values()[what]));
            }
        }
    }

    /** In order of position. */
    public List<Digit> digits() {
        List<Digit> all = new ArrayList<>(digits.values());
        all.sort(java.util.Comparator.comparingLong(Digit::atSample));
        return all;
    }

    /** Those before {@code end}, the last one cut there. */
    public List<Gap> gapsBefore(long end) {
        List<Gap> kept = new ArrayList<>();
        for (Gap gap : gaps.headMap(end).values()) {
            kept.add(new Gap(gap.atSample(), Math.min(gap.samples(), end - gap.atSample()), gap.reason()));
        }
        return kept;
    }
}
