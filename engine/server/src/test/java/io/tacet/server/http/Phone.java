package io.tacet.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.capture.CaptureBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Sends µ-law in packets of 20 ms to a recording, each when it is due. */
final class Phone implements AutoCloseable {
    private static final int SAMPLES = 160;
    private static final long PACKET_NANOS = 20_000_000;

    private final DatagramChannel channel;
    private InetSocketAddress recorder;
    private int sequence = 65_533;
    private int timestamp = -800;
    private long dueNanos;

    Phone(JsonNode recording) throws IOException {
        this(recording.get("rtp").get("port").asInt());
    }

    Phone(int port) throws IOException {
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        recorder = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** From now on to another port. */
    Phone to(int port) {
        recorder = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return this;
    }

    /** One datagram to a port. */
    void sendTo(int port, byte[] datagram) throws IOException {
        channel.send(ByteBuffer.wrap(datagram), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** {@code 127.0.0.1:PORT} of this phone. */
    String address() throws IOException {
        return "127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    Phone loud(int packets) throws IOException {
        byte[] payload = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            payload[i] = (byte) (i / 10 % 2 == 0 ? 0xA0 : 0x20);
        }
        return audio(packets, payload);
    }

    Phone silent(int packets) throws IOException {
        byte[] payload = new byte[SAMPLES];
        Arrays.fill(payload, (byte) 0xFF);
        return audio(packets, payload);
    }

    private Phone audio(int packets, byte[] payload) throws IOException {
        for (int i = 0; i < packets; i++) {
            due();
            send(CaptureBytes.rtp(0, sequence++, timestamp, 7, payload));
            timestamp += SAMPLES;
        }
        return this;
    }

    /** A key of 60 ms in place of audio. */
    Phone key(int event) throws IOException {
        int start = timestamp;
        for (int i = 1; i <= 3; i++) {
            due();
            send(CaptureBytes.rtp(101, sequence++, start, 7, CaptureBytes.event(event, i == 3, i * SAMPLES)));
        }
        timestamp += 3 * SAMPLES;
        return this;
    }

    private void due() {
        dueNanos = dueNanos == 0 ? System.nanoTime() : dueNanos + PACKET_NANOS;
        while (System.nanoTime() < dueNanos) {
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }

    Phone send(byte[] datagram) throws IOException {
        channel.send(ByteBuffer.wrap(datagram), recorder);
        return this;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
