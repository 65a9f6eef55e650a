package io.tacet.server;

import io.tacet.server.capture.CaptureReader;
import io.tacet.server.capture.StreamSelection;
import io.tacet.server.replay.CaptureReplay;
import io.tacet.server.replay.Channel;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.Press;
import io.tacet.server.replay.WavReplay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens an input by what it begins with, whatever its name. */
final class ReplayInput {
    private static final int RIFF = 0x52494646;
    private static final int RF64 = 0x52463634;
    private static final int RIFX = 0x52494658;

    /**
     * What applies to inputs of one kind only.
     *
     * @param selection of a capture's stream
     * @param channel of a stereo WAV; null = not said
     * @param presses while a WAV is recorded
     */
    record Options(StreamSelection selection, @Nullable Channel channel, List<Press> presses) {}

    private ReplayInput() {}

    /**
     * Opens a WAV or a capture.
     *
     * @throws IOException if it cannot be read; the message is one line that does not name the file
     * @throws UsageException if an option does not go with this input
     */
    static MediaReplay open(Path input, Options options) throws IOException {
        int magic = magic(input);
        if (CaptureReader.recognises(magic)) {
            if (!options.presses().isEmpty()) {
                throw new UsageException("--press is for WAV files; the keys of " + input + " are in the capture");
            }
            return CaptureReplay.open(input, options.selection());
        }
        if (magic != RIFF && magic != RF64 && magic != RIFX) {
            throw new IOException(
                    magic >>> 16 == 0x1F8B
                            ? "is compressed (gzip); unpack it first"
                            : "is neither a WAV nor a capture; allowed are WAV (RIFF, RF64), pcap and pcapng");
        }
        if (!options.selection().isAny()) {
            throw new UsageException("--udp-port, --ssrc and --event-pt are for captures; " + input + " is a WAV");
        }
        return WavReplay.open(input, options.channel(), options.presses());
    }

    private static int magic(Path input) throws IOException {
        if (Files.isDirectory(input)) {
            throw new IOException("is a directory; allowed are WAV, pcap and pcapng files");
        }
        if (Files.exists(input) && !Files.isRegularFile(input)) {
            throw new IOException("is not a regular file; allowed are WAV, pcap and pcapng files");
        }
        try (InputStream in = Files.newInputStream(input)) {
            byte[] first = in.readNBytes(4);
            if (first.length == 0) {
                throw new IOException("is empty; allowed are WAV, pcap and pcapng files");
            }
            int magic = 0;
            for (int i = 0; i < 4; i++) {
                magic = magic << 8 | (i < first.length ? first[i] & 0xFF : 0);
            }
            return magic;
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read (permission denied)", e);
        }
    }
}
