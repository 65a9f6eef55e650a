package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a block when few are left. */
class BlockPoolTest {
    private static final int STALL = 64;

    private static List<Block> takeAll(BlockPool pool, int inFlight, int live) {
        List<Block> taken = new ArrayList<>();
        for (Block block = pool.take(inFlight, live); block != null; block = pool.take(inFlight, live)) {
            taken.add(block);
        }
        return taken;
    }

    @Test
    void shouldKeepTheLastEighthForThoseOfWhichTheWriterHasNothing() {
        BlockPool pool = new BlockPool((long) STALL * Block.BYTES);
        int live = 16;
        List<Block> held = takeAll(pool, 1, live); // as recordings whose file is not made
        assertEquals(STALL + live - (STALL + live) / 8 + 1, held.size());
        assertEquals((STALL + live) / 8 - 1, takeAll(pool, 0, live).size());
        assertNull(pool.take(0, live));
        pool.comeBack(held.get(0));
        assertNull(pool.take(1, live));
        assertNotNull(pool.take(0, live));
    }

    @Test
    void shouldGiveOneRecordingNearlyAllAndManyTheirShare() {
        assertEquals(
                STALL + 1 - (STALL + 1) / 8 + 1,
                takeAll(new BlockPool((long) STALL * Block.BYTES), 1, 1).size());
        BlockPool pool = new BlockPool((long) STALL * Block.BYTES);
        assertEquals(STALL + 16 - (STALL + 16) / 2 + 1, takeAll(pool, 6, 16).size());
    }
}
