package io.tacet;

/**
 * The keys that end a recording: a set of {@code 0–9 * #}. Immutable. A–D and flash are reported but never end one.
 */
public final class Terminators {
    /** No key ends the recording. */
    public static final Terminators NONE = new Terminators(0);

    /** All twelve keys. */
    public static final Terminators ALL = of("0123456789*#");

    private static final String KEYS = "0123456789*#";

    private final int mask;

    private Terminators(int mask) {
        this.mask = mask;
    }

    /**
     * The set of the given keys; duplicates are harmless.
     *
     * @param keys one or more of {@code 0123456789*#} in any order, without separators
     * @return the set of these keys
     * @throws IllegalArgumentException if a character is not one of {@code 0123456789*#}, or there is none
     */
    public static Terminators of(String keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("terminators are empty; allowed are one or more of 0123456789*#");
        }
        int mask = 0;
        for (int i = 0; i < keys.length(); i++) {
            int key = "0123456789*#".indexOf(keys.charAt(i));
            if (key < 0) {
                throw new IllegalArgumentException("terminator '" + keys.charAt(i)
                        + "' is not a key that can end a recording; allowed are 0123456789*#");
            }
            mask |= 1 << key;
        }
        return new Terminators(mask);
    }

    /**
     * Whether a press ends the recording.
     *
     * @param digit any that can be reported: {@code 0–9 * # A–D !}
     * @return false for A–D and flash, always
     */
    public boolean contains(char digit) {
        int key = KEYS.indexOf(digit);
        return key >= 0 && (mask & 1 << key) != 0;
    }

    /** {@return whether no key ends the recording} */
    public boolean isEmpty() {
        return mask == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Terminators that && that.mask == mask;
    }

    @Override
    public int hashCode() {
        return mask;
    }

    /** The keys in the order {@code 0–9 * #}, without separators. */
    @Override
    public String toString() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < KEYS.length(); i++) {
            if ((mask & 1 << i) != 0) {
                keys.append(KEYS.charAt(i));
            }
        }
        return keys.toString();
    }
}
