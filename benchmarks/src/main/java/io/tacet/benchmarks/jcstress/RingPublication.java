package io.tacet.benchmarks.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tacet.ring.FrameRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Claim: who sees the tail sees every frame before it whole, and frames come in order. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The ring was still empty, twice.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Empty, then the first frame, whole.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first frame, whole, then empty.")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both frames, whole, in order.")
@Outcome(expect = FORBIDDEN, desc = "Torn, twice or out of order.")
@State
public class RingPublication {
    private static final int LENGTH = 12;

    private final FrameRing ring = new FrameRing(32, 4);
    private final byte[] first = Frames.payload(1, LENGTH);
    private final byte[] second = Frames.payload(2, LENGTH);
    private final byte[] scratch = new byte[LENGTH];

    /** Media thread. */
    @Actor
    public void producer() {
        Frames.offer(ring, 1, first);
        Frames.offer(ring, 2, second);
    }

    /** Recorder. */
    @Actor
    public void consumer(II_Result result) {
        result.r1 = Frames.poll(ring, scratch, LENGTH);
        if (result.r1 != Frames.NONE) {
            ring.release();
        }
        result.r2 = Frames.poll(ring, scratch, LENGTH);
    }
}
