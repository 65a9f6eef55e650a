package io.tacet.samples.voicemail.rtp;

import io.tacet.samples.voicemail.sdp.AudioSession;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * What one call sends: numbers its packets. Sequence numbers go on by one; timestamps go on with time, also while nothing is sent, and
 * the first packet after a pause carries the marker.
 *
 * <p>Thread: the player's. Source: RFC 3550 section 5.1, RFC 3551 section 4.1.
 */
public final class RtpStream {
    private static final int HEADER_BYTES = 12;
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RtpSocket socket;
    private final ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + 8 * 100);
    private final int ssrc = RANDOM.nextInt();
    private final int firstTimestamp = RANDOM.nextInt();
    private final long startNanos = System.nanoTime();
    private short sequence = (short) RANDOM.nextInt();
    private long position;
    private boolean talking;

    /** Sends by a call's socket. */
    public RtpStream(RtpSocket socket) {
        this.socket = socket;
    }

    /** Sends samples, encoded as the session says. */
    void send(short[] samples, int offset, int count, AudioSession session, InetSocketAddress to) {
        if (!talking) {
            position = Math.max(position, (System.nanoTime() - startNanos) * AudioSession.CLOCK_RATE / 1_000_000_000);
        }
        packet.clear();
        packet.put((byte) VERSION_2);
        packet.put((byte) (session.audioType() | (talking ? 0 : MARKER)));
        packet.putShort(sequence++);
        packet.putInt(firstTimestamp + (int) position);
        packet.putInt(ssrc);
        G711Encoder.encode(samples, offset, count, session.encoding(), packet);
        socket.send(packet.flip(), to);
        position += count;
        talking = true;
    }

    /** What follows comes after a pause. */
    void pause() {
        talking = false;
    }
}
