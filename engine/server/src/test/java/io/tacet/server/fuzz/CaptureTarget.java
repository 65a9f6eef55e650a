package io.tacet.server.fuzz;

import io.tacet.server.capture.CaptureReader;
import io.tacet.server.capture.CaptureStream;
import io.tacet.server.capture.CaptureStreams;
import io.tacet.server.capture.Datagram;
import io.tacet.server.capture.StreamSelection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture file: read, searched for streams, its stream recorded. It may be refused by an IOException, never by another. */
public final class CaptureTarget {
    private CaptureTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        long datagrams = 0;
        Datagram datagram = new Datagram();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(input))) {
            while (reader.next(datagram)) {
                datagrams++;
                if (datagram.length() < 0 || datagram.offset() + datagram.length() > datagram.bytes().length) {
                    throw new AssertionError("a datagram outside its array");
                }
            }
            if (reader.statistics().datagrams() != datagrams) {
                throw new AssertionError(datagrams + " datagrams, counted " + reader.statistics());
            }
        } catch (IOException refused) {
            return;
        }
        if (datagrams > 0) {
            record(input, datagram);
        }
    }

    private static void record(byte[] input, Datagram datagram) throws IOException {
        Path file = Files.write(Files.createTempFile("tacet-fuzz", ".pcap"), input);
        try {
            CaptureStream stream =
                    CaptureStreams.find(file, StreamSelection.ANY).chosen();
            FuzzedRecording recording = new FuzzedRecording(RtpTarget.request(0));
            long before = -1;
            try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(input))) {
                while (reader.next(datagram)) {
                    if (stream.carries(datagram)) {
                        long now = datagram.arrivalNanos();
                        recording.elapse(before < 0 ? 0 : now - before);
                        before = now;
                        recording.rtp(datagram.bytes(), datagram.offset(), datagram.length(), 0);
                        recording.look();
                    }
                }
            }
            recording.end();
        } catch (IOException refused) {
            // No stream that could be recorded.
        } finally {
            Files.delete(file);
        }
    }
}
