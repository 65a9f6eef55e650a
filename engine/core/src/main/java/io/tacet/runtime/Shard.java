package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.rtp.PacketPool;
import io.tacet.spool.Journal;
import io.tacet.spool.Notes;
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
    private static final long JOURNAL_NANOS = 50_000_000L;
    private static final int ROUNDS_OF_GAPS = 10;

    private final String name;
    private final EngineConfig config;
    private final MpscUnboundedAtomicArrayQueue<Command> control = new MpscUnboundedAtomicArrayQueue<>(256);
    private final SessionTable sessions = new SessionTable();
    private final BlockPool blocks;
    private final PacketPool packets = new PacketPool();
    private final WriterLoop files;
    private final @Nullable JournalLoop journal;
    private final TaskLoop writer;
    private final short[] samples = new short[LARGEST_FRAME];
    private final byte[] encoded = new byte[2 * LARGEST_FRAME];
    private final byte[] contiguous = new byte[LARGEST_FRAME];

    private long journalledNanos = System.nanoTime();
    private int round;

    Shard(int number, EngineConfig config, Engine engine) {
        name = "tacet-recorder-" + number;
        this.config = config;
        blocks = new BlockPool(config.stallPoolBytes());
        files = new WriterLoop("tacet-writer-" + number, "tacet-files-" + number, engine, blocks);
        Journal log = engine.spool().journal(number);
        journal = log == null ? null : new JournalLoop("tacet-journal-" + number, log, files, engine::loopFailed);
        writer = journal == null ? files : journal;
    }

    /** Asks for something; never blocks. */
    void control(Command command) {
        control.offer(command);
    }

    @Override
    public int doWork() {
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
        long now = config.nanoClock().getAsLong();
        for (int i = sessions.count() - 1; i >= 0; i--) {
            if (sessions.wantsVisit(i, now)) {
                work += visit(i, now);
            }
        }
        if (journal != null) {
            journal();
        }
        writer.wake();
        return work;
    }

    private int visit(int i, long now) {
        RecordingSession session = sessions.get(i);
        int work = drain(session, now);
        if (session.isFinished()) {
            sessions.remove(i);
        } else {
            sessions.visited(i, session.ring().head(), session.nextVisitNanos());
        }
        return work;
    }

    /** Once per 50 ms the journal gets what is new of every recording, in one write. */
    private void journal() {
        long now = System.nanoTime();
        if (now - journalledNanos >= JOURNAL_NANOS) {
            journalledNanos = now;
            boolean gapsToo = ++round % ROUNDS_OF_GAPS == 0;
            for (int i = 0; i < sessions.count(); i++) {
                journal(sessions.get(i), gapsToo);
            }
            writer.hand(WriterTask.Flush.NOW);
        }
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
        writer.hand(new WriterTask.Open(session));
    }

    /** A defect in one recording ends that recording only. */
    private static int drain(RecordingSession session, long now) {
        try {
            return session.drain(now);
        } catch (RuntimeException defect) {
            session.defect(defect);
            return 1;
        }
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
