package io.tacet.samples.generator.captures;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packet on its way. Mutable while a call is built: the network delays it, or alters what is on the wire. */
final class Packet implements Cloneable {
    /** When it was due at the recorder; positions follow from it. */
    final long dueMicros;

    /** When it arrives. */
    long arrivalMicros;

    final Endpoint from;
    final boolean accepted;
    boolean marker;
    int payloadType;
    int sequence;
    int timestamp;
    int ssrc;
    byte[] payload;

    /** Samples of audio, 0 for anything else. */
    int samples;

    /** The press that it is sent for, if it is an event. */
    @Nullable
    Press press;

    /** What it tells of presses, redundant blocks and all. */
    final List<Told> told = new ArrayList<>();

    /** Whether it says that the key is up. */
    boolean end;

    /** Contributing sources, a header extension, padding. */
    boolean decorated;

    /** Not RTP: the payload is all there is. */
    boolean bare;

    /**
     * What a block says.
     *
     * @param duration how long the key is down since it went down, on the event's clock
     */
    record Told(Press press, long duration) {}

    Packet(long dueMicros, Endpoint from, boolean accepted, byte[] payload) {
        this.dueMicros = dueMicros;
        arrivalMicros = dueMicros;
        this.from = from;
        this.accepted = accepted;
        this.payload = payload;
    }

    Packet copy(long laterMicros) {
        try {
            Packet copy = (Packet) clone();
            copy.arrivalMicros += laterMicros;
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEvent() {
        return press != null;
    }

    boolean isAudio() {
        return samples > 0;
    }

    /** The bytes of the datagram (RFC 3550 section 5.1). */
    byte[] bytes() {
        if (bare) {
            return payload;
        }
        int more = decorated ? 8 + 12 + 4 : 0;
        ByteBuffer rtp = ByteBuffer.allocate(12 + more + payload.length);
        rtp.put((byte) (decorated ? 0xB2 : 0x80)).put((byte) ((marker ? 0x80 : 0) | payloadType));
        rtp.putShort((short) sequence).putInt(timestamp).putInt(ssrc);
        if (decorated) {
            rtp.putInt(0x11111111).putInt(0x22222222);
            rtp.putShort((short) 0xBEDE)
                    .putShort((short) 2)
                    .putInt(0x10_AA_00_00)
                    .putInt(0);
        }
        rtp.put(payload);
        if (decorated) {
            rtp.putInt(4);
        }
        return rtp.array();
    }
}
