package io.tacet.samples.voicemail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A capture for sipp to play: RTP of one source, PCMU and telephone events on 96, a packet every 20 ms. Classic pcap over Ethernet.
 */
final class Capture {
    static final int FRAME = 160;
    /** How long a key is pressed, in samples. */
    static final int PRESS = 5 * FRAME;

    private static final int HEADERS = 14 + 20 + 8 + 12;
    private static final int FRAME_MICROS = 20_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int packets;
    private int timestamp = 1000;

    Capture() {
        ByteBuffer head = little(24)
                .putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0);
        file.writeBytes(head.putInt(65_535).putInt(1).array());
    }

    /** Audio, a whole number of frames. */
    Capture audio(byte[] ulaw) {
        for (int i = 0; i + FRAME <= ulaw.length; i += FRAME) {
            ByteBuffer packet = packet(FRAME, 0);
            file.writeBytes(packet.put(ulaw, i, FRAME).array());
            timestamp += FRAME;
        }
        return this;
    }

    /** A key of 100 ms, with its end three times. */
    Capture press(int event) {
        for (int i = 1; i <= 7; i++) {
            int duration = Math.min(i, 5) * FRAME;
            int end = i >= 5 ? 0x80 : 0;
            ByteBuffer packet = packet(4, i == 1 ? 0x80 | 96 : 96);
            packet.put((byte) event).put((byte) (end | 10)).putShort((short) duration);
            file.writeBytes(packet.array());
        }
        timestamp += PRESS;
        return this;
    }

    int millis() {
        return packets * FRAME_MICROS / 1000;
    }

    Path write(Path to) throws IOException {
        return Files.write(to, file.toByteArray());
    }

    private ByteBuffer packet(int payload, int type) {
        long micros = 1_000_000_000L + (long) packets * FRAME_MICROS;
        int size = HEADERS + payload;
        ByteBuffer record = little(16).putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        file.writeBytes(record.putInt(size).putInt(size).array());
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(new byte[12]).putShort((short) 0x0800);
        bytes.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (size - 14))
                .putInt(0)
                .put((byte) 64)
                .put((byte) 17);
        bytes.putShort((short) 0).putInt(0x7F000001).putInt(0x7F000001);
        bytes.putShort((short) 6000)
                .putShort((short) 6000)
                .putShort((short) (size - 34))
                .putShort((short) 0);
        bytes.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) packets++)
                .putInt(timestamp)
                .putInt(0x51);
        return bytes;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
