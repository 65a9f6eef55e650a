package io.tacet.samples.generator.captures;

/** A key that was pressed, and what a receiver must make of it. Mutable while a call is built. */
final class Press {
    static final String NAMES = "0123456789*#ABCD!";

    /** What a listing shows; 0 for events that are no digit. */
    final char digit;

    /** When it went down, on the sender's clock. */
    final long micros;

    /** Samples that its expected position differs from the sender's clock, for senders that hide it. */
    long correction;

    /** Whether it must be reported. */
    boolean expected = true;

    /** Whether it began before the recording, so that it never ends it. */
    boolean beganBefore;

    Press(int event, long micros) {
        this.micros = micros;
        digit = event < NAMES.length() ? NAMES.charAt(event) : 0;
    }
}
