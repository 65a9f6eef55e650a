package io.tacet.server.audiosocket;

import io.tacet.OpenResult;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are expected, and what becomes of others. Thread: any.
 *
 * <p>A call is forgotten when its recording completed: until then a second connection with its UUID is refused.
 */
public final class ExpectedCalls implements AudioSocketCalls {
    private final ConcurrentMap<UUID, Expected> calls = new ConcurrentHashMap<>();
    private final @Nullable Opener unknown;

    /**
     * Calls.
     *
     * @param unknown opens a recording for a UUID that nobody announced; null refuses those
     */
    public ExpectedCalls(@Nullable Opener unknown) {
        this.unknown = unknown;
    }

    /** Opens a recording for a call that nobody announced. Thread: the server's selector thread; must not block. */
    public interface Opener {
        /** A recording of {@link io.tacet.AudioEncoding#PCM16} at this rate. */
        OpenResult open(UUID call, int sampleRate);
    }

    private record Expected(OpenResult.Opened opened, AtomicBoolean taken) {}

    /**
     * A recording waits for this call.
     *
     * @return false if another one does already; nothing is changed then
     */
    public boolean expect(UUID call, OpenResult.Opened opened) {
        Expected expected = new Expected(opened, new AtomicBoolean());
        if (calls.putIfAbsent(call, expected) != null) {
            return false;
        }
        opened.recording().completion().whenComplete((result, failure) -> calls.remove(call, expected));
        return true;
    }

    /** Calls whose recordings have not completed. */
    public int size() {
        return calls.size();
    }

    @Override
    public Answer claim(UUID call) {
        Expected expected = calls.get(call);
        if (expected == null) {
            return unknown == null ? new Answer.Refused(Ending.UNKNOWN_CALL) : new Answer.Unknown();
        }
        return expected.taken().compareAndSet(false, true)
                ? new Answer.Joined(
                        expected.opened().recording(), expected.opened().input())
                : new Answer.Refused(Ending.CALL_TAKEN);
    }

    @Override
    public Answer open(UUID call, int sampleRate) {
        Opener opener = unknown;
        if (opener == null || calls.containsKey(call)) {
            return claim(call); // announced, or taken by another connection, since it was claimed
        }
        if (!(opener.open(call, sampleRate) instanceof OpenResult.Opened opened)) {
            return new Answer.Refused(Ending.RECORDING_REFUSED);
        }
        if (!expect(call, opened)) {
            opened.recording().abort();
            return new Answer.Refused(Ending.CALL_TAKEN);
        }
        return claim(call);
    }
}
