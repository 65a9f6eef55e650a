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

/** Claim: the producer never writes over bytes that are not released, though the frame wraps at the arena's end. */
@JCStressTest
@Outcome(id = "false, 1, 0", expect = ACCEPTABLE, desc = "Full: the second frame was dropped, the first read whole.")
@Outcome(id = "true, 1, 2", expect = ACCEPTABLE, desc = "Released in time: both frames whole.")
@Outcome(expect = FORBIDDEN, desc = "A frame was overwritten, torn or lost.")
@State
public class RingBytesReuse {
    private static final int LENGTH = 12;

    private final FrameRing ring = new FrameRing(16, 4);
    private final byte[] second = Frames.payload(2, LENGTH);
    private final byte[] scratch = new byte[LENGTH];

    /** A ring that is full with frame 1. */
    public RingBytesReuse() {
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
