package io.tacet.runtime;

import io.tacet.AudioEncoding;
import io.tacet.codec.Decoders;
import io.tacet.core.PowerTable;
import org.jspecify.annotations.Nullable;

/** The power tables of the companded encodings. Thread: any; no state. */
final class PowerTables {
    private static final PowerTable ULAW = table(AudioEncoding.PCMU);
    private static final PowerTable ALAW = table(AudioEncoding.PCMA);

    private PowerTables() {}

    /** The table of an encoding, or null if its samples are no single bytes. */
    static @Nullable PowerTable of(AudioEncoding encoding) {
        return switch (encoding) {
            case PCMU -> ULAW;
            case PCMA -> ALAW;
            case L16, PCM16 -> null;
        };
    }

    private static PowerTable table(AudioEncoding encoding) {
        byte[] words = new byte[256];
        for (int i = 0; i < words.length; i++) {
            words[i] = (byte) i;
        }
        short[] samples = new short[words.length];
        Decoders.of(encoding).decode(words, 0, words.length, samples);
        return new PowerTable(samples);
    }
}
