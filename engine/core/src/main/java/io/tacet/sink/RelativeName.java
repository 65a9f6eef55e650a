package io.tacet.sink;

import java.nio.charset.StandardCharsets;

/**
 * Checks a recording's place below the directory. Thread: any; no state.
 *
 * <p>Design note: names come from ids and labels, which may come from callers; nothing that a file system could read in a second way is
 * let through.
 */
final class RelativeName {
    static final String WAV = ".wav";
    static final String JSON = ".json";

    private static final String ALLOWED = "allowed is a relative path of names joined by /";
    /** What file systems allow for one name, less the character by which {@code .json} is longer. */
    private static final int MOST_NAME_BYTES = 255 - (JSON.length() - WAV.length());

    private RelativeName() {}

    /**
     * The WAV's path below the directory.
     *
     * @param name with or without {@code .wav}, which is added
     * @throws IllegalArgumentException if it is not allowed; the message is one line
     */
    static String wav(String name) {
        String wav = name.endsWith(WAV) ? name : name + WAV;
        for (int i = 0; i < wav.length(); i++) {
            char c = wav.charAt(i);
            if (c == '\\' || Character.isISOControl(c)) {
                throw bad(name, "has the character " + (c == '\\' ? "\\" : "0x" + Integer.toHexString(c)));
            }
        }
        for (String segment : name.split("/", -1)) {
            if (segment.isEmpty()) {
                throw bad(name, name.startsWith("/") ? "is absolute" : "has an empty name in it");
            }
            if (segment.equals(".") || segment.equals("..") || segment.equals(WAV)) {
                throw bad(name, "has '" + segment + "' for a name");
            }
        }
        for (String segment : wav.split("/", -1)) {
            int length = segment.getBytes(StandardCharsets.UTF_8).length;
            if (length > MOST_NAME_BYTES) {
                throw bad(name, "has a name of " + length + " bytes; at most " + MOST_NAME_BYTES + " fit");
            }
        }
        return wav;
    }

    /** The manifest's path beside the WAV. */
    static String json(String wav) {
        return wav.substring(0, wav.length() - WAV.length()) + JSON;
    }

    private static IllegalArgumentException bad(String name, String problem) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), 100); i++) {
            char c = name.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return new IllegalArgumentException("recording name '" + line + "' " + problem + "; " + ALLOWED);
    }
}
