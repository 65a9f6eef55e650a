package io.tacet.server.serve;

import io.tacet.Recording;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionPlan;
import io.tacet.action.outbox.ActionRunner;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs RecordAudio actions and counts the recordings of each call, where the host does not.
 *
 * <p>Thread: any. Design note: the smallest counter that is free is the smallest whose key this process has not given out and the sink does
 * not hold, as far as it can be asked at once; a host that counts itself, as the action's contract has it, is never second-guessed.
 */
public final class ActionDesk {
    private static final int MOST_CALLS = 100_000;

    private final ActionRunner runner;
    private final ActionParser parser;
    private final BiPredicate<String, String> taken;
    /** The next counter of each call, by the key that it has with counter 0. */
    private final Map<String, Long> next = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_CALLS;
        }
    };

    /**
     * A desk.
     *
     * @param taken whether the sink holds a key of a bucket already, as far as that can be told without asking a network
     */
    public ActionDesk(ActionRunner runner, ActionParser parser, BiPredicate<String, String> taken) {
        this.runner = runner;
        this.parser = parser;
        this.taken = taken;
    }

    ActionRunner.Run run(String action, StartRequest asked, String id, RecordingRequest.Builder request)
            throws IOException {
        Long counter = asked.counter();
        long number = counter == null ? smallestFree(action, asked, id) : counter;
        return runner.run(action, context(asked, number, id), request);
    }

    void interrupt(Recording recording) throws IOException {
        runner.interrupt(recording);
    }

    private static ActionContext context(StartRequest asked, long counter, String id) {
        return new ActionContext(asked.sequence(), counter, asked.call(), asked.callId(), id);
    }

    private long smallestFree(String action, StartRequest asked, String id) {
        if (!(parser.parse(action) instanceof ActionOutcome.Valid valid)) {
            return 0;
        }
        String bucket = valid.action().destination().bucketName();
        String first = key(valid, asked, 0, id);
        if (first == null) {
            return 0;
        }
        synchronized (next) {
            long counter = next.getOrDefault(bucket + "/" + first, 0L);
            for (String key = key(valid, asked, counter, id);
                    key != null && taken.test(bucket, key);
                    key = key(valid, asked, counter, id)) {
                counter++;
            }
            next.put(bucket + "/" + first, counter + 1);
            return counter;
        }
    }

    private static @Nullable String key(ActionOutcome.Valid valid, StartRequest asked, long counter, String id) {
        return ActionPlan.of(valid, context(asked, counter, id)) instanceof ActionPlan.Ready ready ? ready.key() : null;
    }
}
