package io.tacet.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names objects: {@code <Prefix>/<CallId>-<counter>.wav}. A pure function of its arguments: never of attempt or time, so that a
 * retry lands on the object that it repeats.
 *
 * <p>Thread: any. Design note: S3 allows 1024 bytes, file systems 255 for one name; a call id that would not fit is cut and
 * continued by a digest of the whole, so that different calls keep different names.
 */
public final class ObjectKeys {
    private static final int MAXIMUM_KEY = 1024;
    private static final int MAXIMUM_NAME = 200;
    private static final int DIGEST = 16;

    private ObjectKeys() {}

    /**
     * The key of a recording.
     *
     * @param destination of the action
     * @param callId of the participant, or the recording's id
     * @param counter of the call's recordings, from 0
     * @return at most 1024 bytes of characters that are safe in a URL and in a file system
     * @throws IllegalArgumentException if {@code counter} is below 0
     */
    public static String key(RecordingDestination destination, String callId, long counter) {
        if (counter < 0) {
            throw new IllegalArgumentException("counter is " + counter + "; allowed are 0 and more");
        }
        String folder = destination.prefix().isEmpty() ? "" : destination.prefix() + "/";
        String tail = "-" + counter + ".wav";
        int room = Math.min(MAXIMUM_KEY - folder.length() - tail.length(), MAXIMUM_NAME);
        return folder + name(callId, room) + tail;
    }

    /**
     * Names the manifest beside a recording.
     *
     * @param key of the recording
     * @return the key with {@code .json} for {@code .wav}, or behind it where it has another ending
     */
    public static String manifestKey(String key) {
        return (key.endsWith(".wav") ? key.substring(0, key.length() - 4) : key) + ".json";
    }

    private static String name(String callId, int room) {
        StringBuilder name = new StringBuilder();
        callId.codePoints()
                .limit(room + 1L)
                .forEach(c -> name.append(c != '/' && DestinationReader.safe(c) ? (char) c : '_'));
        if (name.length() <= room) {
            return name.toString();
        }
        return name.substring(0, room - DIGEST) + digest(callId);
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
