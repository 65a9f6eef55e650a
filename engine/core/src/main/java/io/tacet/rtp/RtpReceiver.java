package io.tacet.rtp;

import io.tacet.AudioEncoding;
import io.tacet.PayloadTypes;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.RecordingManifest.Reception;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of one recording: takes packets as they arrive and gives out media in order, each at its position.
 *
 * <p>Order of checks: length → version, CSRC, extension, padding → source → payload type → SSRC → sequence and timestamp → event or audio.
 * Nothing before the source check changes a state. After each {@link #rtp} or {@link #audio} take everything that {@link #next} gives: a
 * packet that comes in order is given out as it lies in the caller's array, without a copy.
 *
 * <p>Thread: recorder. Never throws for what a packet contains; holds at most {@link ReorderBuffer#CAPACITY} packets and twice four.
 */
public final class RtpReceiver {
    /** How long a packet waits for one that is missing before it (RULES T6). */
    public static final long REORDER_NANOS = 100_000_000L;

    /** What {@link #next} gives out. */
    public enum Item {
        /** Samples of a packet. */
        AUDIO,
        /** Samples that did not come. */
        FILL
    }

    private final PayloadTypes types;
    private final ReceiverCounters counters;
    private final PacketClassifier classifier;
    private final Packet view = new Packet();
    private final SourceLock sourceLock;
    private final SequenceNumbers sequence = new SequenceNumbers();
    private final MediaQueue queue;
    private final UnplacedPackets unplaced;
    private final ForeignPackets foreign;
    private final MediaTimeline timeline;
    private final TelephoneEventTracker tracker;
    private final ReceptionStatistics statistics;
    private final SteadyCheck steady = new SteadyCheck();

    private boolean started;
    private boolean sourceKnown;
    private int ssrc;
    private boolean rtpSeen;
    private long lastArrivalNanos;

    /**
     * A receiver.
     *
     * @param types what the payload types mean
     * @param source the only address that may send, or 0 to learn it
     * @param pool packets that wait, shared by the recordings of one thread
     * @param counters what became of each packet
     * @param listener told of presses, from within {@link #next} and {@link #rtp}
     */
    public RtpReceiver(
            PayloadTypes types, long source, PacketPool pool, ReceiverCounters counters, PressListener listener) {
        this.types = types;
        this.counters = counters;
        sourceLock = new SourceLock(source);
        classifier = new PacketClassifier(types, counters);
        foreign = new ForeignPackets(pool, counters);
        timeline = new MediaTimeline(types.primary().clockRate());
        tracker = new TelephoneEventTracker(types, timeline, listener);
        statistics = new ReceptionStatistics(types.primary().clockRate());
        queue = new MediaQueue(types, pool, counters, tracker);
        unplaced = new UnplacedPackets(pool, timeline, queue.reorder, statistics);
    }

    /**
     * Takes one RTP packet, header included. Every packet is counted, whatever it contains.
     *
     * @param bytes the array that holds it; it must not change before {@link #next} says false, or {@link #keep} is called
     * @param offset where the RTP header begins
     * @param length in bytes, header included
     * @param arrivalNanos when it arrived, on the monotonic clock
     * @param source as {@link io.tacet.MediaSource#of} makes it, or 0
     */
    public void rtp(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
        queue.flushing = false;
        counters.taken++;
        if (!classifier.isRtp(bytes, offset, length)) {
            return;
        }
        if (!sourceLock.admits(source)) {
            counters.source++;
        } else if (classifier.describe(bytes, view)) {
            view.arrivalNanos = arrivalNanos;
            view.source = source;
            fromSource();
        }
    }

    /**
     * Takes one frame without a header, in the primary format.
     *
     * @param timestamp of its first sample, 32 bits, in samples; any start, modular
     * @param bytes the array that holds it; it must not change before {@link #next} says false, or {@link #keep} is called
     * @param offset where its samples begin
     * @param length in bytes
     * @param arrivalNanos when it arrived, on the monotonic clock
     */
    public void audio(int timestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
        queue.flushing = false;
        counters.taken++;
        if (classifier.describeRaw(bytes, offset, length, timestamp, view)) {
            view.arrivalNanos = arrivalNanos;
            view.number = sequence.next();
            media(view, true);
        }
    }

    private void fromSource() {
        if (!sourceKnown) {
            sourceKnown = true;
            ssrc = view.ssrc;
        }
        if (view.ssrc == ssrc) {
            accept(view, true);
            return;
        }
        if (!foreign.isOf(view.ssrc)) {
            foreign.reject(ssrc);
        }
        holdForeign();
    }

    private void holdForeign() {
        if (foreign.hold(view)) {
            changeSource();
        }
    }

    /**
     * Takes the packet that nearly every packet is: the next of a steady stream, in order, on time, nothing waiting. It counts as given out and
     * taken, so the caller records its payload, which begins 12 bytes behind {@code offset}, at once.
     *
     * @param bytes the array that holds it; not kept
     * @param offset where the RTP header begins
     * @param length in bytes, header included
     * @param arrivalNanos when it arrived, on the monotonic clock
     * @param source as {@link io.tacet.MediaSource#of} makes it, or 0
     * @return how many samples it carries, one byte each; 0 if it is not such a packet: then nothing has changed, and {@link #rtp} takes it
     */
    public int steady(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
        int timestamp = timeline.timestampAt(queue.cursor);
        if (!steady.isNext(bytes, offset, length, sequence.expected(), timestamp, ssrc)
                || queue.nextNumber != sequence.highest() + 1
                || isWaiting()
                || queue.silentTo > queue.cursor
                || !sourceLock.isSettledFor(source)
                || !timeline.believes(queue.cursor, arrivalNanos)) {
            return 0;
        }
        queue.flushing = false;
        queue.afterNoise = false;
        counters.taken++;
        sequence.advance();
        statistics.packet(queue.nextNumber);
        queue.nextNumber++;
        lastArrivalNanos = Math.max(lastArrivalNanos, arrivalNanos);
        statistics.audio(timestamp, arrivalNanos);
        timeline.follow(timestamp, queue.cursor, arrivalNanos);
        queue.cursor += length - RtpHeader.LENGTH;
        return length - RtpHeader.LENGTH;
    }

    /** {@return the encoding of the packets that {@link #steady} takes, or null when it takes none} */
    public @Nullable AudioEncoding steadyEncoding() {
        return steady.encoding();
    }

    /** A packet of the recording's source: numbered, counted, placed. */
    private void accept(Packet packet, boolean inRing) {
        rtpSeen = true;
        long highest = sequence.highest();
        packet.number = sequence.number(packet.sequence);
        if (inRing && packet.number > highest) {
            foreign.reject(ssrc);
        }
        sourceLock.used(packet.source);
        if (sequence.repeated()) {
            repeated(packet);
            return;
        }
        statistics.packet(packet.number);
        if (packet.kind == Packet.Kind.EVENT) {
            counters.events++;
            lastArrivalNanos = Math.max(lastArrivalNanos, packet.arrivalNanos);
            if (!started) {
                startWithEvent(packet);
            }
            queue.add(packet, inRing);
        } else {
            counters.comfortNoise += packet.kind == Packet.Kind.COMFORT_NOISE ? 1 : 0;
            media(packet, inRing);
        }
    }

    /**
     * A sequence number that was seen before: a repeat, unless it and those after it run on in sequence with a timestamp that is not
     * believed, which is a sender that began anew with the same numbers.
     */
    private void repeated(Packet packet) {
        boolean believed = timeline.believes(timeline.positionOf(packet.timestamp), packet.arrivalNanos);
        if (believed || !foreign.isContinuedBy(packet)) {
            foreign.reject(ssrc);
        }
        if (!believed && packet == view) {
            holdForeign();
            return;
        }
        foreign.countRepeat(packet);
        if (packet.kind == Packet.Kind.EVENT && packet.number < queue.nextNumber) {
            tracker.packet(
                    packet,
                    false); // one that waits for its turn will tell; that it came again does not make it earlier
        }
    }

    private void media(Packet packet, boolean inRing) {
        if (!started) {
            started = true;
            timeline.start(packet.timestamp, packet.arrivalNanos);
            queue.nextNumber = packet.number;
        }
        lastArrivalNanos = Math.max(lastArrivalNanos, packet.arrivalNanos);
        if (packet.kind == Packet.Kind.AUDIO && rtpSeen) {
            statistics.audio(packet.timestamp, packet.arrivalNanos);
            steady.accepted(packet);
        }
        long position = timeline.positionOf(packet.timestamp);
        if (!timeline.believes(position, packet.arrivalNanos)) {
            unplaced.add(packet);
            if (unplaced.isFull()) {
                unplaced.resolve(queue.cursor);
            }
            return;
        }
        if (!unplaced.isEmpty()) {
            unplaced.placeByTimestamp();
        }
        timeline.follow(packet.timestamp, position, packet.arrivalNanos);
        packet.position = position;
        queue.add(packet, inRing);
    }

    /** A recording that begins with an event: its timestamp is position 0, unless the key was down before (RULES D5). */
    private void startWithEvent(Packet packet) {
        started = true;
        queue.nextNumber = packet.number;
        int before = TelephoneEventTracker.samplesBefore(packet, types);
        timeline.start(packet.timestamp + before, packet.arrivalNanos);
        packet.first = true;
    }

    /** Four packets of another SSRC, or of ours begun anew, and none of the old between: the source changed (RULES T7). */
    private void changeSource() {
        unplaced.resolve(queue.cursor);
        Packet[] replay = foreign.take();
        Packet first = replay[0];
        boolean restarted = first.ssrc == ssrc;
        ssrc = first.ssrc;
        tracker.newSource();
        sequence.expectRestart();
        statistics.clockChanged();
        long position = Math.max(timeline.positionAt(first.arrivalNanos), queue.reorder.mediaEnd(queue.cursor));
        timeline.refer(first.timestamp, position);
        first.newSource = !restarted;
        first.clockJump = restarted;
        for (Packet packet : replay) {
            accept(packet, false);
        }
    }

    /**
     * Gives out the next stretch of media.
     *
     * @param nowNanos the time that has passed, on the arrival clock
     * @return whether there is one: {@link #item()} tells; take it by {@link #filled} or {@link #taken}
     */
    public boolean next(long nowNanos) {
        return queue.next(nowNanos);
    }

    /**
     * The fill that was given out, or a part of it, is done.
     *
     * @param samples 1 to {@link #samples()}
     */
    public void filled(long samples) {
        queue.filled(samples);
    }

    /**
     * The audio that was given out, or the first part of it, is done.
     *
     * @param samples 1 to {@link #samples()}
     */
    public void taken(long samples) {
        queue.taken(samples);
    }

    /** {@return what was given out} */
    public Item item() {
        return queue.item;
    }

    /** {@return how many samples, at least 1} */
    public long samples() {
        return queue.itemSamples;
    }

    /** {@return the array that holds the audio given out} */
    public byte[] bytes() {
        return queue.bytes();
    }

    /** {@return where the first sample of the audio given out lies in the array, in bytes} */
    public int offset() {
        return queue.itemOffset;
    }

    /** {@return the encoding of the audio given out} */
    public AudioEncoding encoding() {
        return queue.encoding();
    }

    /** {@return why the samples given out did not come} */
    public GapReason reason() {
        return queue.reason;
    }

    /** The caller cannot take what was given out yet and needs its array back: keeps a copy. */
    public void keep() {
        queue.keep();
    }

    /** What waits is placed now, and {@link #next} gives it out at once. */
    public void flush() {
        queue.flushing = true;
        unplaced.resolve(queue.cursor);
    }

    /** Nothing more will come: what waits, a new source's packets too, is placed, and {@link #next} gives it out at once. */
    public void end() {
        if (foreign.isOf(ssrc)) {
            foreign.reject(ssrc);
        } else if (!foreign.isEmpty()) {
            changeSource();
        }
        flush();
    }

    /** The recording has ended: what waits came after its end. */
    public void abandon() {
        foreign.abandon();
        counters.afterEnd += unplaced.audioCount();
        unplaced.discard();
        queue.abandon();
    }

    /**
     * If the sender was silent for longer than a packet can be late ({@link #REORDER_NANOS}), {@link #next} fills up to the position that
     * is due.
     *
     * @param nowNanos the time that has passed, on the arrival clock
     */
    public void silentUntil(long nowNanos) {
        long due = started ? timeline.positionAt(nowNanos) : 0;
        queue.silentTo = timeline.nanos(due - queue.cursor) > REORDER_NANOS ? due : 0;
    }

    /**
     * Leaves media out: what is placed before is late, the next is given out from there on.
     *
     * @param position in samples; one that was passed already changes nothing
     */
    public void skipTo(long position) {
        queue.cursor = Math.max(queue.cursor, position);
    }

    /** {@return whether packets wait for others} */
    public boolean isWaiting() {
        return !queue.isEmpty() || !unplaced.isEmpty() || !foreign.isEmpty();
    }

    /** {@return when {@link #next} has to be asked again although no packet came, or {@link Long#MAX_VALUE}} */
    public long deadlineNanos() {
        return queue.deadlineNanos();
    }

    /** {@return whether the first packet was accepted} */
    public boolean started() {
        return started;
    }

    /** {@return when the last accepted packet arrived, on the monotonic clock} */
    public long lastArrivalNanos() {
        return lastArrivalNanos;
    }

    /** {@return up to where media was given out, in samples} */
    public long position() {
        return queue.cursor;
    }

    /** {@return where the last telephone event ends as far as known, in samples; 0 if there was none} */
    public long eventsEnd() {
        return tracker.end();
    }

    /** {@return the timeline of positions and arrival times; to be read only} */
    public MediaTimeline timeline() {
        return timeline;
    }

    /** {@return statistics of reception, or null if no RTP came} */
    public @Nullable Reception reception() {
        return rtpSeen ? statistics.reception(ssrc, sequence.highest()) : null;
    }
}
