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
    private static final int RESERVED = STALL / 8;
    private static final int LIVE = 16;

    private static List<Block> takeAll(BlockPool pool, int inFlight, int live) {
        List<Block> taken = new ArrayList<>();
        for (Block block = pool.take(inFlight, live); block != null; block = pool.take(inFlight, live)) {
            taken.add(block);
        }
        return taken;
    }

    @Test
    void shouldKeepTheLastEighthOfTheStallPoolForThoseOfWhichTheWriterHasNothing() {
        BlockPool pool = new BlockPool((long) STALL * Block.BYTES);
        List<Block> held = takeAll(pool, 1, LIVE); // as recordings whose file is not made
        assertEquals(STALL + LIVE - RESERVED + 1, held.size());
        assertEquals(RESERVED - 1, takeAll(pool, 0, LIVE).size());
        assertNull(pool.take(0, LIVE));
        pool.comeBack(held.get(0));
        assertNull(pool.take(1, LIVE));
        assertNotNull(pool.take(0, LIVE));
    }

    /** However many live recordings hold a block each, the pool for stalls is as large. */
    @Test
    void shouldGiveSecondBlocksBesideManyRecordings() {
        BlockPool pool = new BlockPool((long) STALL * Block.BYTES);
        int many = 100 * STALL;
        for (int i = 0; i < many; i++) {
            assertNotNull(pool.take(0, many));
        }
        assertEquals(STALL - RESERVED + 1, takeAll(pool, 1, many).size());
    }

    @Test
    void shouldGiveOneRecordingNearlyAllAndManyTheirShare() {
        BlockPool alone = new BlockPool((long) STALL * Block.BYTES);
        assertEquals(STALL + 1 - RESERVED + 1, takeAll(alone, 1, 1).size());
        BlockPool pool = new BlockPool((long) STALL * Block.BYTES);
        assertEquals(
                STALL + LIVE - (STALL + LIVE) / 2 + 1, takeAll(pool, 6, LIVE).size());
    }
}
