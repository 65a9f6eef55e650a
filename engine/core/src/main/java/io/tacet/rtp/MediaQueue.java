package io.tacet.rtp;

import io.tacet.AudioEncoding;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.rtp.RtpReceiver.Item;
import org.jspecify.annotations.Nullable;

/**
 * Packets that have their place, given out in order as stretches of audio and fill (RULES T3, T6). Thread: recorder. One that comes in order
 * goes through without a copy; others wait in the {@link ReorderBuffer}.
 */
final class MediaQueue {
    final ReorderBuffer reorder = new ReorderBuffer();
    /** The sequence number that is due. */
    long nextNumber;
    /** Up to where media was given out, in samples. */
    long cursor;
    /** Whether comfort noise was the last that came. */
    boolean afterNoise;
    /** Whether what waits is given out at once. */
    boolean flushing;
    /** Up to where the sender's silence is filled, or 0. */
    long silentTo;

    Item item = Item.FILL;
    long itemSamples;
    int itemOffset;
    GapReason reason = GapReason.DTX;

    private final PayloadTypes types;
    private final PacketPool pool;
    private final ReceiverCounters counters;
    private final TelephoneEventTracker tracker;
    private @Nullable Packet direct;

    MediaQueue(PayloadTypes types, PacketPool pool, ReceiverCounters counters, TelephoneEventTracker tracker) {
        this.types = types;
        this.pool = pool;
        this.counters = counters;
        this.tracker = tracker;
    }

    boolean isEmpty() {
        return direct == null && reorder.isEmpty();
    }

    /** When {@link #next} has to be asked again although no packet came, or {@link Long#MAX_VALUE}. */
    long deadlineNanos() {
        return reorder.isEmpty() ? Long.MAX_VALUE : reorder.earliestArrival() + RtpReceiver.REORDER_NANOS;
    }

    /** The recording has ended: what waits came after its end. */
    void abandon() {
        if (direct != null) {
            counters.afterEnd += direct.kind == Packet.Kind.AUDIO ? 1 : 0;
            direct = null;
        }
        while (!reorder.isEmpty()) {
            Packet packet = reorder.removeFirst();
            counters.afterEnd += packet.kind == Packet.Kind.AUDIO ? 1 : 0;
            pool.release(packet);
        }
    }

    /** Takes a packet that has its place; {@code inRing} says that it lies in the caller's array. */
    void add(Packet packet, boolean inRing) {
        if (inRing && direct == null && reorder.isEmpty() && packet.number <= nextNumber) {
            direct = packet;
        } else {
            reorder.insert(inRing ? pool.copyOf(packet) : packet);
        }
    }

    /** Whether there is a next stretch, at {@code nowNanos} of the arrival clock; {@link #item} tells. */
    boolean next(long nowNanos) {
        while (true) {
            Packet packet = head(nowNanos);
            if (packet == null) {
                return silence();
            }
            if (packet.kind == Packet.Kind.EVENT) {
                tracker.packet(packet, packet.first);
                remove(packet);
                continue;
            }
            if (packet.position == Packet.IN_SEQUENCE) {
                placeInSequence(packet);
            }
            long gap = packet.position - cursor;
            if (gap > 0) {
                item = Item.FILL;
                itemSamples = gap;
                reason = reason(packet);
                return true;
            }
            if (packet.kind == Packet.Kind.COMFORT_NOISE) {
                afterNoise = true;
                remove(packet);
                continue;
            }
            if (-gap >= packet.samples) {
                counters.late += packet.number < nextNumber ? 1 : 0;
                counters.duplicate += packet.number < nextNumber ? 0 : 1;
                remove(packet);
                continue;
            }
            item = Item.AUDIO;
            itemSamples = packet.samples + gap;
            itemOffset = packet.offset + (int) -gap * bytesPerSample(packet);
            return true;
        }
    }

    private boolean silence() {
        if (cursor >= silentTo || !reorder.isEmpty()) {
            return false;
        }
        item = Item.FILL;
        itemSamples = silentTo - cursor;
        reason = afterNoise ? GapReason.COMFORT_NOISE : GapReason.DTX;
        return true;
    }

    private static int bytesPerSample(Packet packet) {
        PayloadFormat format = packet.format;
        return format == null ? 1 : format.encoding().bytesPerSample();
    }

    private @Nullable Packet head(long nowNanos) {
        if (direct != null) {
            return direct;
        }
        if (reorder.isEmpty()) {
            return null;
        }
        Packet first = reorder.first();
        boolean due = first.number <= nextNumber
                || flushing
                || reorder.isFull()
                || nowNanos - reorder.earliestArrival() >= RtpReceiver.REORDER_NANOS;
        return due ? first : null;
    }

    /** A timestamp from the future among good ones: the packet takes the room that its neighbours leave. */
    private void placeInSequence(Packet packet) {
        packet.position = cursor;
        Packet following = reorder.second();
        if (following != null && following.position > Packet.IN_SEQUENCE) {
            packet.samples = (int) Math.max(0, Math.min(packet.samples, following.position - cursor));
        }
    }

    private GapReason reason(Packet packet) {
        if (packet.newSource) {
            return GapReason.SSRC_CHANGE;
        }
        if (packet.clockJump) {
            return GapReason.CLOCK_JUMP;
        }
        if (packet.number > nextNumber) {
            return GapReason.LOSS;
        }
        return afterNoise ? GapReason.COMFORT_NOISE : GapReason.DTX;
    }

    private void remove(Packet packet) {
        nextNumber = Math.max(nextNumber, packet.number + 1);
        if (packet == direct) {
            direct = null;
        } else {
            pool.release(reorder.removeFirst());
        }
    }

    /** The fill that was given out, or its first {@code samples}, is done. */
    void filled(long samples) {
        cursor += samples;
    }

    /** The audio that was given out, or its first {@code samples}, is done. */
    void taken(long samples) {
        cursor += samples;
        if (samples == itemSamples) {
            afterNoise = false;
            remove(direct != null ? direct : reorder.first());
        }
    }

    /** The array that holds the audio given out. */
    byte[] bytes() {
        return (direct != null ? direct : reorder.first()).bytes;
    }

    /** The encoding of the audio given out. */
    AudioEncoding encoding() {
        PayloadFormat format = (direct != null ? direct : reorder.first()).format;
        return format == null ? types.primary().encoding() : format.encoding();
    }

    /** The caller cannot take what was given out yet and needs its array back: keeps a copy. */
    void keep() {
        if (direct != null) {
            reorder.insert(pool.copyOf(direct));
            direct = null;
        }
    }
}
