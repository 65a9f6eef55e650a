package io.tacet;

import io.tacet.ReplayEngine.Arrival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random call as a well-behaved sender sends it: speech, silence, gaps, comfort noise, keys; wraps included. */
final class CallScript {
    private static final int PACKET = 160;
    private static final long PACKET_NANOS = 20_000_000L;

    private final List<Arrival> packets = new ArrayList<>();
    private final Random random;
    private final int ssrc;
    private long now = 1_000_000_000L;
    private int sequence;
    private int timestamp;
    private boolean marker = true;

    CallScript(Random random) {
        this.random = random;
        ssrc = random.nextInt();
        // Every second call wraps soon.
        sequence = random.nextBoolean() ? 65_536 - random.nextInt(500) : random.nextInt(65_536);
        timestamp = random.nextBoolean() ? -random.nextInt(100_000) : random.nextInt();
    }

    /** Goes on until there are so many packets. */
    CallScript until(int count) {
        speech(5);
        while (packets.size() < count) {
            switch (random.nextInt(8)) {
                case 0 -> pause(random.nextInt(60));
                case 1 -> comfortNoise();
                case 2 -> key();
                case 3, 4 -> silence(1 + random.nextInt(60));
                default -> speech(1 + random.nextInt(80));
            }
        }
        return this;
    }

    /** What was sent, each with the time at which it arrives over a network without delay. */
    List<Arrival> packets() {
        return packets;
    }

    int ssrc() {
        return ssrc;
    }

    private void speech(int count) {
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[PACKET];
            random.nextBytes(payload);
            audio(payload);
        }
    }

    private void silence(int count) {
        byte[] payload = new byte[PACKET];
        Arrays.fill(payload, EngineHarness.ULAW_SILENCE);
        for (int i = 0; i < count; i++) {
            audio(payload);
        }
    }

    private void audio(byte[] payload) {
        send(0, timestamp, payload);
        timestamp += PACKET;
        now += PACKET_NANOS;
    }

    private void pause(int count) {
        timestamp += count * PACKET;
        now += count * PACKET_NANOS;
        marker = true;
    }

    private void comfortNoise() {
        send(13, timestamp, new byte[] {(byte) random.nextInt(128)});
        pause(1 + random.nextInt(20));
    }

    /** Updates every 20 ms, three ends, sometimes with audio beside them. */
    private void key() {
        int event = random.nextInt(18);
        int count = 2 + random.nextInt(10);
        int start = timestamp;
        boolean withAudio = random.nextBoolean();
        marker = true;
        for (int i = 1; i <= count; i++) {
            for (int repeat = 0; repeat < (i == count ? 3 : 1); repeat++) {
                int duration = i * PACKET;
                byte flags = (byte) (i == count ? 0x8A : 0x0A);
                send(101, start, new byte[] {(byte) event, flags, (byte) (duration >> 8), (byte) duration});
            }
            if (withAudio) {
                speech(1);
            } else {
                pause(1);
                marker = false;
            }
        }
        marker = !withAudio;
    }

    private void send(int payloadType, int packetTimestamp, byte[] payload) {
        packets.add(
                Arrival.rtp(now, EngineHarness.rtp(payloadType, marker, sequence++, packetTimestamp, ssrc, payload)));
        marker = false;
    }
}
