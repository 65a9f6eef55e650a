package io.tacet.server;

import io.tacet.RecordingRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Names for recordings: the input's, made safe for a file, and a random suffix. */
final class RecordingIds {
    private static final int LONGEST_STEM = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecordingIds() {}

    /** Refuses a name that no recording may have, or that one in the directory has. */
    static void check(String name, Path directory) {
        checkForm(name);
        for (String suffix : List.of(".wav", ".json")) {
            Path taken = directory.resolve(name + suffix);
            if (Files.exists(taken)) {
                throw new UsageException("--id is '" + name + "', but " + taken
                        + " exists and is never overwritten; allowed is a name that is free");
            }
        }
    }

    private static void checkForm(String name) {
        try {
            if (!name.isEmpty()) {
                RecordingRequest.builder().id(name).build();
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below, with the option's name.
        }
        throw PlainNumber.refused("--id", name, "1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot");
    }

    static String of(Path input) {
        Path file = input.getFileName();
        String name = file == null ? "" : file.toString();
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^A-Za-z0-9._-]", "_");
        while (stem.startsWith(".")) {
            stem = stem.substring(1);
        }
        stem = stem.substring(0, Math.min(LONGEST_STEM, stem.length()));
        return (stem.isEmpty() ? "recording" : stem) + "-"
                + Long.toHexString(1L << 32 | RANDOM.nextInt() & 0xFFFFFFFFL).substring(1);
    }
}
