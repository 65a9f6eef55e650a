package io.tacet.benchmarks.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tacet.ring.FrameRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** Claim: the producer begins the arena anew only when every frame is released; the fifth offer is one that looks. */
@JCStressTest
@Outcome(id = "true, 1, 2", expect = ACCEPTABLE, desc = "Both frames whole, wherever the second lies.")
@Outcome(expect = FORBIDDEN, desc = "A frame was overwritten, torn or lost.")
@State
public class RingRestart {
    private static final int LENGTH = 12;

    private final FrameRing ring = new FrameRing(64, 4);
    private final byte[] second = Frames.payload(2, LENGTH);
    private final byte[] scratch = new byte[LENGTH];

    /** A ring through which three frames went, and which holds frame 1. */
    public RingRestart() {
        for (int i = 0; i < 3; i++) {
            Frames.offer(ring, 3, second);
            ring.poll(scratch);
            ring.release();
        }
        Frames.offer(ring, 1, Frames.payload(1, LENGTH));
    }

    /** Media thread. */
    @Actor
    public void producer(ZII_Result result) {
        result.r1 = Frames.offer(ring, 2, second);
    }

    /** Recorder. */
    @Actor
    public void consumer(ZII_Result result) {
        result.r2 = Frames.poll(ring, scratch, LENGTH);
        ring.release();
    }

    /** What is left when both are done. */
    @Arbiter
    public void left(ZII_Result result) {
        result.r3 = Frames.poll(ring, scratch, LENGTH);
    }
}
