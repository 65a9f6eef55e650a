package io.tacet.wav;

import java.io.IOException;

/** A file is no WAV that Tacet can read. The message is one line: which file, what, at which byte, what is allowed. */
public final class WavFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** In bytes from the file's start. */
    private final long offset;

    WavFormatException(String file, String problem, long offset, String allowed) {
        super(oneLine(file) + ": " + problem + " at byte " + offset + "; " + allowed);
        this.offset = offset;
    }

    /** {@return where in the file, in bytes from its start} */
    public long offset() {
        return offset;
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return line.toString();
    }
}
