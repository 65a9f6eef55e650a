package io.tacet.samples.voicemail;

import io.tacet.samples.voicemail.rtp.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What comes with the voicemail. Thread: any; no state. */
final class Prompts {
    private Prompts() {}

    /** A resource beside this class. */
    static byte[] bytes(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Prompts.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        }
    }

    /** A prompt that was spoken for it. */
    static Prompt spoken(String resource) throws IOException {
        Path file = Files.createTempFile("voicemail", ".wav");
        try {
            Files.write(file, bytes(resource));
            return Prompt.read(file);
        } finally {
            Files.delete(file);
        }
    }
}
