package io.tacet.runtime;

import io.tacet.AudioEncoding;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.RecordingRequest;
import io.tacet.RecordingState;
import io.tacet.Termination;
import io.tacet.codec.Decoders;
import io.tacet.core.PowerTable;
import io.tacet.core.RecordingMachine;
import io.tacet.core.RecordingRules;
import io.tacet.ring.FrameRing;
import io.tacet.rtp.ReceiverCounters;
import io.tacet.rtp.RtpHeader;
import io.tacet.rtp.RtpReceiver;
import io.tacet.spi.DigitDetector;
import io.tacet.spi.LevelDetector;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One recording as the recorder sees it: drains its ring, applies commands, lets the machine decide, feeds the output.
 *
 * <p>Thread: recorder. Design note: everything that decides is a function of the frames' arrival times and bytes; the clock is only asked
 * whether a time has passed that was known before. A replay therefore decides the same however it is ticked.
 */
final class RecordingSession {
    /** Kinds of ring frames. */
    static final int RTP = 1;

    static final int RAW = 2;

    /** Limits that no packet confirms wait for packets that are only late (RULES T4, T6). */
    static final long GRACE_NANOS = RtpReceiver.REORDER_NANOS;

    /** So many times faster than real time a file comes at least. */
    private static final int HURRIED = 3;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final RecordingRequest request;
    private final Shard shard;
    private final FrameRing ring;
    private final RecordingHandle handle;
    private final ReceiverCounters counters = new ReceiverCounters();
    private final RtpReceiver receiver;
    private final RecordingMachine machine;
    private final SessionOutput output;
    private final @Nullable DigitDetector digitDetector;
    private final StoredRecording stored = new StoredRecording();
    private final PressDesk presses;
    private final GapLog gaps = new GapLog();
    private final LimitWatch watch;
    /** Whether nobody asks for decoded samples. */
    private final boolean straight;

    private final CommandDesk commands;
    private final AtomicBoolean called = new AtomicBoolean();
    private long turnedPosition;
    private boolean hurried;
    private boolean slotTaken;
    private boolean slotUsed;
    private boolean settled;
    private int place;
    private long frameNanos;
    private long candidateNanos;
    private @Nullable Termination decided;
    private boolean finished;
    private @Nullable String failure;

    RecordingSession(
            RecordingRequest request,
            Shard shard,
            FrameRing ring,
            RecordingHandle handle,
            @Nullable LevelDetector levelDetector,
            @Nullable DigitDetector digitDetector,
            long openNanos) {
        this.request = request;
        this.shard = shard;
        this.ring = ring;
        this.handle = handle;
        this.digitDetector = digitDetector;
        RecordingRules rules = RecordingRules.of(request);
        machine = levelDetector == null ? new RecordingMachine(rules) : new RecordingMachine(rules, levelDetector);
        output = new SessionOutput(this, shard, request.outputEncoding());
        presses = new PressDesk(this, machine, output, request.maskEvents());
        receiver = new RtpReceiver(request.payloadTypes(), request.source(), shard.packets(), counters, presses);
        commands = new CommandDesk(this, presses);
        watch = new LimitWatch(this, openNanos);
        watch.update();
        straight = machine.hasBuiltInLevel() && digitDetector == null;
    }

    RecordingRequest request() {
        return request;
    }

    RecordingHandle handle() {
        return handle;
    }

    FrameRing ring() {
        return ring;
    }

    SessionOutput output() {
        return output;
    }

    RecordingMachine machine() {
        return machine;
    }

    RtpReceiver receiver() {
        return receiver;
    }

    PressLog presses() {
        return presses.log();
    }

    GapLog gaps() {
        return gaps;
    }

    Shard shard() {
        return shard;
    }

    boolean isPaused() {
        return commands.isPaused();
    }

    /** Samples of the timeline that were left out of the recording so far. */
    long pausedSamples() {
        return commands.pausedSamples();
    }

    void failure(String reason) {
        failure = reason;
    }

    /** Where it stands among the shard's. */
    int place() {
        return place;
    }

    void place(int now) {
        place = now;
    }

    /** When it must be visited although no frame came: at once while anything waits. */
    long nextVisitNanos() {
        boolean rests =
                decided == null && !slotTaken && commands.isEmpty() && !machine.hasCandidate() && !receiver.isWaiting();
        return rests ? watch.nextNanos() : Long.MIN_VALUE;
    }

    /** Whether its frames may wait for its turn: nothing else does, and none of them can end it soon but a key, whose packet {@link #call}s. */
    boolean isPatient() {
        return !hurried
                && digitDetector == null
                && receiver.started()
                && watch.isFar()
                && nextVisitNanos() != Long.MIN_VALUE;
    }

    /** Its turn is over, which comes so often: whether its media comes faster than real time, as of a file, so that its sender waits for room. */
    void turned(long turnNanos) {
        long position = machine.position();
        hurried = (position - turnedPosition) * SECOND_NANOS > HURRIED * turnNanos * handle.sampleRate();
        turnedPosition = position;
    }

    /** Its ring holds what should not wait for its turn. Thread: producer, after the offer. */
    void call() {
        if (!called.getAndSet(true)) {
            shard.call(this);
        }
    }

    /** It will be visited now. Both sides swap, so either the visit finds what was offered before a call, or the call is another one. */
    void answered() {
        called.getAndSet(false);
    }

    /** Whether nothing is left to do for the recorder. */
    boolean isFinished() {
        return finished;
    }

    void command(Command command) {
        commands.add(command);
    }

    /** One duty cycle: everything that is there now. Returns how many frames were used. */
    int drain(long nowNanos) {
        if (decided != null) {
            close();
            return 1;
        }
        int frames = 0;
        long before = machine.position();
        boolean changed = false;
        boolean steady = settled;
        long last = ring.tail();
        while (decided == null && (settled || pump())) {
            releaseSlot();
            if (commands.apply()) {
                settled = false;
                changed = true;
                continue;
            }
            if (ring.head() == last || !poll()) {
                break; // what comes meanwhile is the next cycle's, or a producer that never pauses would keep it from
                // all others
            }
            steady &= settled;
            frames++;
        }
        if (decided == null && machine.hasCandidate()) {
            decide();
        } else if (decided == null && !slotTaken && watch.isDue(nowNanos)) {
            passTo(nowNanos);
            changed = true;
        }
        if (frames > 0 && steady && !changed) {
            handle.live().publish(machine.position(), machine.level(), machine.silenceRun(), counters);
        } else if (frames > 0 || changed || machine.position() != before) {
            publish(); // the rest of a frame may have waited for a block
        }
        return frames;
    }

    private boolean poll() {
        if (!ring.poll(shard.contiguous())) {
            return false;
        }
        slotTaken = true;
        slotUsed = false;
        long arrival = ring.arrivalNanos();
        if (endsBefore(arrival)) {
            settled = false;
            return true;
        }
        frameNanos = arrival;
        slotUsed = true;
        settled = steady(arrival);
        if (settled) {
            return true;
        }
        boolean wasStarted = receiver.started();
        if (ring.kind() == RTP) {
            receiver.rtp(ring.array(), ring.offset(), ring.length(), arrival, ring.source());
        } else {
            receiver.audio(ring.rtpTimestamp(), ring.array(), ring.offset(), ring.length(), arrival);
        }
        if (!wasStarted && receiver.started()) {
            handle.state(RecordingState.RECORDING, "first packet");
        }
        return true;
    }

    /**
     * The way of nearly every packet, without a detour through what may wait: what {@link #pump} would do with it.
     *
     * @return false when it must go the long way; nothing has changed then
     */
    private boolean steady(long arrivalNanos) {
        AudioEncoding encoding = receiver.steadyEncoding();
        if (encoding == null || !straight || commands.isPaused() || ring.kind() != RTP || machine.hasCandidate()) {
            return false;
        }
        PowerTable power = PowerTables.of(encoding);
        byte[] packet = ring.array();
        int offset = ring.offset();
        if (power == null || output.room() < ring.length() - RtpHeader.LENGTH) {
            return false;
        }
        int count = receiver.steady(packet, offset, ring.length(), arrivalNanos, ring.source());
        if (count == 0) {
            return false;
        }
        int payload = offset + RtpHeader.LENGTH;
        long start = machine.position();
        int used = machine.audio(power, packet, payload, count);
        output.codes(encoding, packet, payload, used);
        presses.written(start, start + used);
        counters.written++;
        noteCandidate();
        watch.steady(arrivalNanos);
        return true;
    }

    /**
     * Takes what the receiver gives.
     *
     * @return false when it must wait for a block, or the end is decided
     */
    boolean pump() {
        while (receiver.next(frameNanos)) {
            if (machine.hasCandidate()) {
                decide();
                return false;
            }
            boolean paused = commands.isPaused();
            int room = output.room();
            if (!paused && room == 0) {
                receiver.keep();
                releaseSlot();
                return false;
            }
            long count = Math.min(receiver.samples(), paused ? Integer.MAX_VALUE : room);
            if (receiver.item() == RtpReceiver.Item.AUDIO) {
                audio((int) count);
            } else {
                fill((int) count);
            }
        }
        watch.update();
        return true;
    }

    private void releaseSlot() {
        if (slotTaken) {
            slotTaken = false;
            ring.release();
        }
    }

    private void audio(int count) {
        if (commands.isPaused()) {
            counters.paused++;
            commands.leftOut(count);
            receiver.taken(count);
            return;
        }
        AudioEncoding encoding = receiver.encoding();
        byte[] raw = receiver.bytes();
        int offset = receiver.offset();
        short[] samples = shard.samples();
        PowerTable power = machine.hasBuiltInLevel() ? PowerTables.of(encoding) : null;
        if (power == null || digitDetector != null || !output.passesThrough(encoding)) {
            Decoders.of(encoding).decode(raw, offset, count * encoding.bytesPerSample(), samples);
        }
        long start = machine.position();
        int used = power == null ? machine.audio(samples, 0, count) : machine.audio(power, raw, offset, count);
        output.write(samples, 0, used, encoding, raw, offset);
        presses.written(start, start + used);
        if (digitDetector != null) {
            digitDetector.samples(samples, 0, used, start, presses);
        }
        boolean whole = count == receiver.samples() || machine.hasCandidate();
        counters.written += whole ? 1 : 0;
        receiver.taken(whole ? receiver.samples() : count);
        noteCandidate();
    }

    private void fill(int most) {
        long count = most;
        if (commands.isPaused()) {
            commands.leftOut(count);
        } else {
            long start = machine.position();
            count = machine.fill(most, receiver.reason() == GapReason.LOSS);
            output.writeSilence((int) count);
            gaps.filled(start, count, receiver.reason());
        }
        receiver.filled(count);
        noteCandidate();
    }

    /** Presses that came no later than the deciding frame may still be earlier. */
    void noteCandidate() {
        if (machine.hasCandidate()) {
            candidateNanos = frameNanos;
        }
    }

    boolean placeWaiting() {
        receiver.flush();
        return pump();
    }

    /** Whether the end came before a packet or a call, whenever the recorder looks. */
    boolean endsBefore(long nanos) {
        if (machine.hasCandidate() && nanos > candidateNanos) {
            decide();
        } else if (watch.isDue(nanos)) {
            passTo(nanos);
        }
        return decided != null;
    }

    /** Time has gone on and the packets before were used. */
    private void passTo(long nanos) {
        settled = false;
        frameNanos = nanos;
        watch.passTo(nanos);
    }

    boolean fail(String reason) {
        failure = reason;
        return end(new Termination.Failed(machine.position(), reason));
    }

    boolean isDecided() {
        return decided != null;
    }

    void decide() {
        if (decided == null && machine.hasCandidate()) {
            end(machine.termination());
        }
    }

    boolean end(Termination termination) {
        decided = termination;
        releaseSlotAfterEnd();
        ring.close();
        receiver.abandon();
        while (ring.poll(shard.contiguous())) {
            counters.taken++;
            counters.afterEnd++;
            ring.release();
        }
        publish();
        handle.ended(termination);
        close();
        return true;
    }

    /** The frame that showed the end came after it, unless it was used. */
    private void releaseSlotAfterEnd() {
        if (slotTaken && !slotUsed) {
            counters.taken++;
            counters.afterEnd++;
        }
        releaseSlot();
    }

    /** Fills up to the end, then hands the recording over; goes on in the next cycle when no block is free. */
    private void close() {
        Termination termination = decided;
        if (termination == null || finished) {
            return;
        }
        long end = termination instanceof Termination.Aborted ? 0 : termination.atSample();
        if (!output.fillTo(end, gaps)) {
            return;
        }
        finished = true;
        Ending ending = new ManifestAssembler(this).ending(termination);
        output.finish(ending.dataBytes());
        shard.writer().hand(new WriterTask.Seal(this, ending));
    }

    /** A defect of ours or of a plugged-in part: ends this recording only. */
    void defect(Throwable defect) {
        machine.detectorFailed();
        String reason = "internal: " + Failures.text(defect);
        if (decided == null) {
            fail(reason);
        } else if (!finished) {
            finished = true;
            failure = reason;
            Ending ending = new ManifestAssembler(this).ending(new Termination.Failed(0, "internal"));
            shard.writer().hand(new WriterTask.Seal(this, ending));
        }
    }

    StoredRecording stored() {
        return stored;
    }

    /** What went wrong beside the termination, or null. */
    @Nullable
    String failure() {
        return failure;
    }

    private void publish() {
        handle.live()
                .publish(
                        machine.position(),
                        machine.level(),
                        machine.silenceRun(),
                        presses.log().count(),
                        counters);
    }
}
