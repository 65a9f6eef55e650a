package io.tacet.server.audiosocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The far end of an AudioSocket connection, as a media server speaks it. */
final class Caller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();

    Caller(InetSocketAddress server) throws IOException {
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static byte[] frame(int kind, byte... payload) {
        return ByteBuffer.allocate(3 + payload.length)
                .put((byte) kind)
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }

    static byte[] uuid(UUID call) {
        return frame(
                1,
                ByteBuffer.allocate(16)
                        .putLong(call.getMostSignificantBits())
                        .putLong(call.getLeastSignificantBits())
                        .array());
    }

    /** Samples as frames of 20 ms. */
    static byte[] audio(int kind, byte[] pcm, int frameBytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < pcm.length; at += frameBytes) {
            all.writeBytes(frame(kind, Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + frameBytes))));
        }
        return all.toByteArray();
    }

    static byte[] audio(byte[] pcm) {
        return audio(0x10, pcm, 320);
    }

    static byte[] digits(String keys) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte key : keys.getBytes(StandardCharsets.US_ASCII)) {
            all.writeBytes(frame(3, key));
        }
        return all.toByteArray();
    }

    static byte[] hangUp() {
        return frame(0);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    Caller send(byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            socket.getOutputStream().write(part);
        }
        socket.getOutputStream().flush();
        return this;
    }

    /** What is sent may come too late: the server has closed. */
    Caller sendIfOpen(byte[]... parts) {
        try {
            return send(parts);
        } catch (IOException e) {
            return this;
        }
    }

    Caller shutdown() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Has the network break: a reset instead of an end. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Everything that the server says until it closes. */
    byte[] heard() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            byte[] some = new byte[64];
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                all.write(some, 0, n);
            }
        } catch (SocketException e) {
            // Closed hard, after what was read.
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
