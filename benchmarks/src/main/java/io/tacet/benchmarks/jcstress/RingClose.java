package io.tacet.benchmarks.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tacet.ring.FrameRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * Claim: an offer that meets the close is exactly one of drained, left in the ring and counted by {@code tail - head}, or refused and
 * counted. Results: drained, left, refused; always two.
 */
@JCStressTest
@Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "Both came before the close.")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "One before, one refused.")
@Outcome(id = "0, 0, 2", expect = ACCEPTABLE, desc = "Both refused.")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE_INTERESTING, desc = "One published after the last look, one refused.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE_INTERESTING, desc = "One drained, one published after the last look.")
@Outcome(id = "0, 2, 0", expect = ACCEPTABLE_INTERESTING, desc = "Both published after the last look.")
@Outcome(expect = FORBIDDEN, desc = "A frame was counted twice or not at all.")
@State
public class RingClose {
    private static final int LENGTH = 12;

    private final FrameRing ring = new FrameRing(32, 4);
    private final byte[] payload = Frames.payload(1, LENGTH);
    private final byte[] scratch = new byte[LENGTH];

    /** Media thread. */
    @Actor
    public void producer() {
        Frames.offer(ring, 1, payload);
        Frames.offer(ring, 1, payload);
    }

    /** Recorder: closes, then drains. */
    @Actor
    public void consumer(JJJ_Result result) {
        ring.close();
        while (Frames.poll(ring, scratch, LENGTH) == 1) {
            ring.release();
            result.r1++;
        }
    }

    /** The live counters once the producer is quiet. */
    @Arbiter
    public void counters(JJJ_Result result) {
        result.r2 = ring.tail() - ring.head();
        result.r3 = ring.afterEnd();
    }
}
