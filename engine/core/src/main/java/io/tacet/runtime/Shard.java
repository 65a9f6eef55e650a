package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.ThreadingMode;
import io.tacet.rtp.PacketPool;
import io.tacet.spool.Journal;
import io.tacet.spool.Notes;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A share of the engine's recordings, with all that their recorder thread owns: sessions, blocks, waiting packets, scratch.
 *
 * <p>Thread: the recorder runs {@link #doWork}; {@link #control} may be called by any.
 */
final class Shard implements Agent {
    private static final int LARGEST_FRAME = 65_536;

    /** In this time each recording has its turn: its frames are used, and the journal, if there is one, gets what is new. */
    private static final long TURN_NANOS = 100_000_000L;

    private static final long JOURNALLED_TURN_NANOS = 50_000_000L;

    /** So many have their turn together at least, so that few recordings do not mean many small writes. */
    private static final int FEWEST_TOGETHER = 256;

    private static final int TURNS_OF_GAPS = 10;

    private final String name;
    private final EngineConfig config;
    private final boolean inTurns;
    private final MpscUnboundedAtomicArrayQueue<Command> control = new MpscUnboundedAtomicArrayQueue<>(256);
    private final MpscUnboundedAtomicArrayQueue<RecordingSession> calls = new MpscUnboundedAtomicArrayQueue<>(1024);
    private final SessionTable sessions = new SessionTable();
    private final BlockPool blocks;
    private final PacketPool packets = new PacketPool();
    private final WriterLoop files;
    private final @Nullable JournalLoop journal;
    private final TaskLoop writer;
    private final short[] samples = new short[LARGEST_FRAME];
    private final byte[] encoded = new byte[2 * LARGEST_FRAME];
    private final byte[] contiguous = new byte[LARGEST_FRAME];

    private final long turnNanos;
    private final LongSupplier turnClock;
    private long beganNanos;
    private long lastNanos;
    private int turns;

    Shard(int number, EngineConfig config, Engine engine) {
        this(number, config, engine, System::nanoTime);
    }

    /** With another clock for the turns, in nanoseconds. */
    Shard(int number, EngineConfig config, Engine engine, LongSupplier turnClock) {
        this.turnClock = turnClock;
        beganNanos = turnClock.getAsLong();
        name = "tacet-recorder-" + number;
        this.config = config;
        inTurns = config.threading() != ThreadingMode.INVOKER;
        blocks = new BlockPool(config.stallPoolBytes());
        files = new WriterLoop("tacet-writer-" + number, "tacet-files-" + number, engine, blocks);
        Journal log = engine.spool().journal(number);
        journal = log == null ? null : new JournalLoop("tacet-journal-" + number, log, files, engine::loopFailed);
        writer = journal == null ? files : journal;
        turnNanos = journal == null ? TURN_NANOS : JOURNALLED_TURN_NANOS;
        lastNanos = turnNanos;
    }

    /** Asks for something; never blocks. */
    void control(Command command) {
        control.offer(command);
    }

    /** A session should be visited although it is patient. Thread: any; called once until {@link RecordingSession#answered}. */
    void call(RecordingSession session) {
        calls.offer(session);
    }

    /** An {@link Error} would end the thread that runs this, and with it all recordings of the shard: it is told of, and the next cycle comes. */
    @Override
    public int doWork() {
        try {
            return cycle();
        } catch (Error failed) {
            throw new IllegalStateException("a cycle of " + name + " failed: " + Failures.text(failed), failed);
        }
    }

    private int cycle() {
        int work = commands();
        long now = config.nanoClock().getAsLong();
        work += calls(now);
        for (int i = sessions.count() - 1; i >= 0; i--) {
            if (sessions.wantsVisit(i, now)) {
                work += visit(i, now);
            }
        }
        work += turns(now);
        writer.wake();
        return work;
    }

    private int commands() {
        int work = 0;
        Command command = control.poll();
        while (command != null) {
            if (command.kind() == Command.Kind.OPEN) {
                open(command.session());
            } else if (!command.session().isFinished()) {
                command.session().command(command);
                sessions.wake(command.session());
            }
            work++;
            command = control.poll();
        }
        return work;
    }

    private int calls(long now) {
        int work = 0;
        RecordingSession session = calls.poll();
        while (session != null) {
            session.answered();
            if (sessions.contains(session)) {
                work += visit(session.place(), now);
            }
            session = calls.poll();
        }
        return work;
    }

    private int visit(int i, long now) {
        RecordingSession session = sessions.get(i);
        int work = drain(session, now);
        if (session.isFinished()) {
            sessions.remove(i);
        } else {
            sessions.visited(i, session.ring().head(), session.nextVisitNanos(), inTurns && session.isPatient());
        }
        return work;
    }

    /** Those whose turn has come, one share of them after the other, so that no other recording waits for all of them. */
    private int turns(long now) {
        long nanos = turnClock.getAsLong();
        long since = nanos - beganNanos;
        int count = sessions.count();
        int reach = since >= turnNanos ? count : inTurns ? (int) (count * since / turnNanos) : 0;
        int due = reach - sessions.turned();
        if (due < FEWEST_TOGETHER && since < turnNanos) {
            return 0;
        }
        int work = 0;
        for (int done = 0; done < due && sessions.turned() < sessions.count(); done++) {
            work += turn(now);
        }
        if (journal != null) {
            writer.hand(WriterTask.Flush.NOW);
        }
        if (since >= turnNanos) {
            sessions.beginTurns();
            lastNanos = since;
            beganNanos = since < 2 * turnNanos ? beganNanos + turnNanos : nanos;
            turns++;
        }
        return work;
    }

    /** The turn of the next one, unless it ends with it. */
    private int turn(long now) {
        int i = sessions.turned();
        RecordingSession session = sessions.get(i);
        session.turned(lastNanos);
        int work = sessions.hasFrames(i) ? visit(i, now) : 0;
        if (!session.isFinished()) {
            sessions.turn();
            if (journal != null) {
                journal(session, turns % TURNS_OF_GAPS == 0);
            }
        }
        return work;
    }

    /** New bytes, presses, and gaps, which grow while they last, less often. */
    private void journal(RecordingSession session, boolean gapsToo) {
        session.output().publish();
        PressLog presses = session.presses();
        GapLog gaps = session.gaps();
        if (presses.changed() || gapsToo && gaps.changed()) {
            byte[] notes = Notes.bytes(presses.takeChanged(), gaps.takeChanged());
            writer.hand(new WriterTask.Notes(session, notes));
        }
    }

    private void open(RecordingSession session) {
        sessions.add(session);
        writer.hand(new WriterTask.Open(session, System.nanoTime()));
    }

    /** A defect in one recording ends that recording only. */
    private static int drain(RecordingSession session, long now) {
        try {
            return session.drain(now);
        } catch (Throwable defect) {
            session.defect(defect);
            return 1;
        }
    }

    /** How long the recording whose file is being made has waited for it, 0 if there is none. Thread: any. */
    long fileWaitNanos() {
        return files.fileWaitNanos();
    }

    int liveRecordings() {
        return sessions.count();
    }

    BlockPool blocks() {
        return blocks;
    }

    PacketPool packets() {
        return packets;
    }

    /** Takes what is to be written. */
    TaskLoop writer() {
        return writer;
    }

    @Nullable
    Journal journalOrNull() {
        return journal == null ? null : journal.journal();
    }

    void startWriting() {
        files.start();
        if (journal != null) {
            journal.start();
        }
    }

    /** Stops once everything handed over is written. */
    void stopWriting(long deadlineNanos) throws InterruptedException {
        if (journal != null) {
            journal.stop(deadlineNanos);
        }
        files.stop(deadlineNanos);
    }

    /** Scratch for decoded samples of one frame. */
    short[] samples() {
        return samples;
    }

    /** Scratch for encoded bytes of one frame. */
    byte[] encoded() {
        return encoded;
    }

    /** Scratch for a frame that wraps around the end of its ring. */
    byte[] contiguous() {
        return contiguous;
    }

    @Override
    public String roleName() {
        return name;
    }
}
