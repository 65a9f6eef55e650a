package io.tacet.server.listen;

import io.tacet.PayloadTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an SDP description says of the audio that it announces. Immutable but for the events, which nobody changes.
 *
 * <p>Source: RFC 8866; RFC 4733 section 2.4.1 for the parameters of telephone events.
 *
 * @param host of its {@code c=} line, null if there is none or it is multicast
 * @param port of its {@code m=audio} line
 * @param payloadTypes that can be recorded
 * @param ptimeMillis of its {@code a=ptime} line, null if there is none
 * @param events that the sender may send by its {@code a=fmtp} lines; null if it announces no telephone events
 * @param unusable what cannot be recorded, for people
 */
public record SessionDescription(
        @Nullable String host,
        int port,
        PayloadTypes payloadTypes,
        @Nullable Integer ptimeMillis,
        @Nullable BitSet events,
        List<String> unusable) {
    /** What a description may be long, in bytes. */
    public static final int LARGEST = 65_536;

    /** Copies the list. */
    public SessionDescription {
        unusable = List.copyOf(unusable);
    }

    /**
     * Reads a description from a file.
     *
     * @throws IOException if it cannot be read or used; the message is one line that does not name the file
     */
    public static SessionDescription read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a directory; allowed is a session description");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read (permission denied)", e);
        }
        if (bytes.length > LARGEST) {
            throw new IOException("is longer than " + LARGEST + " bytes; allowed is a session description");
        }
        return parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /**
     * Parses a description; lines may end with CRLF or LF, and what is not needed is passed over.
     *
     * @throws IOException if it has no audio that can be recorded; the message is one line
     */
    public static SessionDescription parse(String text) throws IOException {
        SdpParser parser = new SdpParser();
        text.lines().forEach(parser::line);
        return parser.description();
    }
}
