package io.tacet.runtime;

import io.tacet.PacketCounters;
import io.tacet.Recording;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecordingState;
import io.tacet.Termination;
import io.tacet.ring.FrameRing;
import io.tacet.spool.JournalEntry;
import io.tacet.spool.SealedFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The handle that the host holds. Thread: any; it only reads what the recorder published and queues commands. */
final class RecordingHandle implements Recording {
    private static final int MOST_WAITING_DIGITS = 1024;

    private final RecordingRequest request;
    private final Engine engine;
    private volatile @Nullable FrameRing ring;
    private final String chain;
    private final LiveView live = new LiveView();
    private final AtomicInteger waitingDigits = new AtomicInteger();
    private final CompletableFuture<RecordingResult> completion = new CompletableFuture<>();
    private volatile RecordingState state = RecordingState.OPENED;
    private volatile @Nullable Termination termination;
    private volatile @Nullable RecordingSession session;
    private volatile @Nullable StoredRecording stored;
    private volatile PacketCounters finalCounters = PacketCounters.NONE;
    private volatile String stateReason = "opened";

    RecordingHandle(RecordingRequest request, Engine engine, FrameRing ring, String chain) {
        this.request = request;
        this.engine = engine;
        this.ring = ring;
        this.chain = chain;
    }

    void attach(RecordingSession attached) {
        session = attached;
    }

    /** Its file is open. */
    void stored(StoredRecording opened) {
        stored = opened;
    }

    /** The sink did not take it at once: what only a live recording needs is let go, for there may be many. */
    void waits() {
        PacketCounters last = counters();
        finalCounters = last;
        session = null;
        stored = null;
        ring = null;
    }

    LiveView live() {
        return live;
    }

    RecordingRequest request() {
        return request;
    }

    /** The one place where a state changes. */
    void state(RecordingState next, String reason) {
        if (!state.isTerminal() && next.compareTo(state) > 0) {
            state = next;
            stateReason = reason;
        }
    }

    void ended(Termination decided) {
        termination = decided;
        state(RecordingState.FLUSHING, decided.cause().name());
        engine.callbacks().ended(this, decided);
    }

    /** The one result; its file is told when the event is sent. */
    void completed(RecordingResult result, @Nullable SealedFile file) {
        boolean failed = result instanceof RecordingResult.Failed;
        state(
                failed ? RecordingState.FAILED : RecordingState.COMPLETED,
                result.getClass().getSimpleName());
        engine.count(result);
        engine.forget(this);
        engine.callbacks().completed(this, result, file);
    }

    /** Bytes of a recording that is not handed to delivery yet. */
    long liveBytes() {
        boolean handedOn = state.compareTo(RecordingState.DELIVERING) >= 0;
        return handedOn ? 0 : live.position() * request.outputEncoding().bytesPerSample();
    }

    CompletableFuture<RecordingResult> future() {
        return completion;
    }

    void digitApplied() {
        waitingDigits.decrementAndGet();
    }

    @Override
    public String id() {
        return request.id();
    }

    @Override
    public RecordingState state() {
        return state;
    }

    String stateReason() {
        return stateReason;
    }

    @Override
    public int sampleRate() {
        return request.payloadTypes().primary().clockRate();
    }

    @Override
    public long positionSamples() {
        return live.position();
    }

    @Override
    public long durableSamples() {
        StoredRecording opened = stored;
        JournalEntry entry = opened == null ? null : opened.entry;
        return entry == null
                ? 0
                : entry.durableBytes() / request.outputEncoding().bytesPerSample();
    }

    @Override
    public double level() {
        return live.level();
    }

    @Override
    public long silenceSamples() {
        return live.silence();
    }

    @Override
    public int digitCount() {
        return live.digits();
    }

    @Override
    public PacketCounters counters() {
        FrameRing frames = ring;
        return frames == null ? finalCounters : live.counters(frames, termination != null);
    }

    @Override
    public @Nullable Termination termination() {
        return termination;
    }

    @Override
    public CompletionStage<RecordingResult> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public boolean digit(char digit) {
        if (!PressLog.isDigit(digit)) {
            throw new IllegalArgumentException("digit is '" + digit + "'; allowed are 0-9 * # A-D !");
        }
        if (termination != null || waitingDigits.incrementAndGet() > MOST_WAITING_DIGITS) {
            return false;
        }
        command(Command.Kind.DIGIT, digit);
        return true;
    }

    @Override
    public void stop() {
        command(Command.Kind.STOP, '\0');
    }

    @Override
    public void hangUp() {
        command(Command.Kind.END, '\0');
    }

    @Override
    public void abort() {
        command(Command.Kind.ABORT, '\0');
    }

    @Override
    public void pause() {
        command(Command.Kind.PAUSE, '\0');
    }

    @Override
    public void resume() {
        command(Command.Kind.RESUME, '\0');
    }

    void command(Command.Kind kind, char digit) {
        RecordingSession attached = session;
        FrameRing frames = ring;
        if (termination == null && attached != null && frames != null) {
            long now = engine.config().nanoClock().getAsLong();
            attached.shard().control(new Command(kind, attached, frames.tail(), digit, now, ""));
        }
    }

    @Override
    public String toString() {
        return chain;
    }
}
