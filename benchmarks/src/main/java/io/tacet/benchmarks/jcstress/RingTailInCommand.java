package io.tacet.benchmarks.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tacet.ring.FrameRing;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Claim: a command that carries the ring's tail as read at the call finds every frame up to that tail, so that what was offered before
 * {@code stop()} is in the file. Results: the command's tail as the recorder got it, -1 for none yet; the frame that it polled then.
 */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "No command yet, no frame yet.")
@Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "No command yet, the frame is there.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The command counts the frame, and it is there, whole.")
@Outcome(expect = FORBIDDEN, desc = "The command counts a frame that the recorder does not see, or another one.")
@State
public class RingTailInCommand {
    private static final int LENGTH = 12;

    private final FrameRing ring = new FrameRing(32, 4);
    private final AtomicLong command = new AtomicLong(-1);
    private final byte[] first = Frames.payload(1, LENGTH);
    private final byte[] second = Frames.payload(2, LENGTH);
    private final byte[] scratch = new byte[LENGTH];

    /** A host that offers, stops, and offers once more. */
    @Actor
    public void host() {
        Frames.offer(ring, 1, first);
        command.setRelease(ring.tail());
        Frames.offer(ring, 2, second);
    }

    /** Recorder. */
    @Actor
    public void recorder(II_Result result) {
        result.r1 = (int) command.getAcquire();
        result.r2 = Frames.poll(ring, scratch, LENGTH);
    }
}
