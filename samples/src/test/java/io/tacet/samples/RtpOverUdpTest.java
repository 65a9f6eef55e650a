package io.tacet.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.Termination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example behind a socket records a call over loopback. */
class RtpOverUdpTest {
    private static final int PACKETS = 20;

    @Test
    @Timeout(30)
    void shouldRecordACallUntilItsKey(@TempDir Path directory) throws Exception {
        try (DatagramChannel channel =
                        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramChannel phone = DatagramChannel.open().connect(channel.getLocalAddress())) {
            CompletableFuture<RecordingResult> result = CompletableFuture.supplyAsync(() -> {
                try {
                    return _04_RtpOverUdp.record(channel, directory);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            byte[] tone = new byte[160];
            for (int i = 0; i < tone.length; i++) {
                tone[i] = (byte) (i / 10 % 2 == 0 ? 0xA0 : 0x20);
            }
            for (int i = 0; i < PACKETS; i++) {
                send(phone, 0, i, tone);
                Thread.sleep(20);
            }
            send(phone, 101, PACKETS, new byte[] {11, 10, 0, (byte) 160});
            RecordingManifest manifest = ((RecordingResult.Completed) result.get(20, TimeUnit.SECONDS)).manifest();
            assertEquals(Termination.Cause.TERMINATOR, manifest.cause());
            assertEquals(PACKETS * 160, manifest.endedAtSample());
            Path wav = directory.resolve(manifest.recordingId() + ".wav");
            assertEquals(44 + 2 * PACKETS * 160, Files.size(wav));
        }
    }

    private static void send(DatagramChannel phone, int payloadType, int number, byte[] payload) throws Exception {
        phone.write(ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) number)
                .putInt(number * 160)
                .putInt(7)
                .put(payload)
                .flip());
    }
}
