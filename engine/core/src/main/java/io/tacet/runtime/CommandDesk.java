package io.tacet.runtime;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import io.tacet.core.RecordingMachine;
import io.tacet.rtp.RtpReceiver;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What the host asked of a recording, each done once all frames were used that were offered before it. Thread: recorder. Knows whether the
 * recording rests.
 */
final class CommandDesk {
    private final RecordingSession session;
    private final PressDesk presses;
    private @Nullable ArrayDeque<Command> waiting;
    private boolean paused;
    private long pausedSamples;

    CommandDesk(RecordingSession session, PressDesk presses) {
        this.session = session;
        this.presses = presses;
    }

    void add(Command command) {
        ArrayDeque<Command> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            waiting = queue;
        }
        queue.addLast(command);
    }

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    boolean isPaused() {
        return paused;
    }

    /** Samples of the timeline that were left out of the recording so far. */
    long pausedSamples() {
        return pausedSamples;
    }

    void leftOut(long samples) {
        pausedSamples += samples;
    }

    /** Does the next command if its time has come; whether it had. */
    boolean apply() {
        ArrayDeque<Command> queue = waiting;
        if (queue == null
                || queue.isEmpty()
                || queue.getFirst().tail() > session.ring().head()) {
            return false;
        }
        Command command = queue.removeFirst();
        if (command.kind() != Command.Kind.ABORT && session.endsBefore(command.nanos())) {
            return true;
        }
        if (!apply(command) && !session.isDecided()) {
            queue.addFirst(command);
        }
        return true;
    }

    /** False when no block was free: the same command again in the next cycle, before others. */
    private boolean apply(Command command) {
        return switch (command.kind()) {
            case DIGIT -> digit(command.digit());
            case STOP -> endOfMedia(Cause.STOPPED);
            case END -> endOfMedia(Cause.ENDED);
            case ABORT -> session.end(new Termination.Aborted(session.machine().position()));
            case PAUSE -> pause(command.nanos());
            case RESUME -> resume(command.nanos());
            case FAIL -> session.fail(command.reason());
            case OPEN -> throw new IllegalStateException("OPEN is the shard's");
        };
    }

    /** A terminator comes behind all media offered so far, so what waits for its place (RULES T3, T6) is placed; other keys leave that its time. */
    private boolean digit(char digit) {
        if (session.request().terminators().contains(digit) && !session.placeWaiting()) {
            return false;
        }
        session.handle().digitApplied();
        presses.key(digit);
        return true;
    }

    /** What the sender left silent until now belongs to the recording; then it rests. */
    private boolean pause(long nanos) {
        if (!paused) {
            if (!session.placeWaiting()) {
                return false;
            }
            session.receiver().silentUntil(nanos);
            if (!session.pump()) {
                return false;
            }
            paused = true;
        }
        return true;
    }

    private boolean resume(long nanos) {
        if (paused) {
            if (!session.placeWaiting()) {
                return false;
            }
            paused = false;
            RtpReceiver receiver = session.receiver();
            if (receiver.started()) {
                long position =
                        Math.max(receiver.position(), receiver.timeline().positionAt(nanos));
                pausedSamples += position - receiver.position();
                receiver.skipTo(position);
            }
        }
        return true;
    }

    private boolean endOfMedia(Cause cause) {
        RtpReceiver receiver = session.receiver();
        receiver.end();
        if (!session.pump()) {
            return false;
        }
        RecordingMachine machine = session.machine();
        if (!machine.hasCandidate()) {
            long end = Math.max(machine.position(), paused ? 0 : receiver.eventsEnd() - pausedSamples);
            machine.end(cause, end);
            session.noteCandidate();
        }
        return true;
    }
}
