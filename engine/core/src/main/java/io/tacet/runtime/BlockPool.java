package io.tacet.runtime;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a shard, on slabs allocated on demand.
 *
 * <p>Threads: {@link #take} and {@link #giveBack} by the recorder, {@link #comeBack} by the writer. Bounded: one block for each live
 * recording, and the stall pool for what the writer has not taken. No recording holds a second one that it does not fill yet: with many
 * recordings such reserves would exhaust the pool while the writer is idle. The last eighth of the stall pool is for those of which the writer has nothing, so
 * that recordings whose file is not made yet cannot starve the others.
 */
final class BlockPool {
    private static final int SLAB_BLOCKS = 16;

    private final ArrayDeque<Block> free = new ArrayDeque<>();
    private final SpscUnboundedAtomicArrayQueue<Block> returned = new SpscUnboundedAtomicArrayQueue<>(1024);
    private final long stallBlocks;
    private final long reserved;
    private long allocated;
    private long most = Long.MAX_VALUE;

    BlockPool(long stallPoolBytes) {
        stallBlocks = Math.max(1, stallPoolBytes / Block.BYTES);
        reserved = stallBlocks / 8;
    }

    /**
     * A block for a session that has {@code inFlight} of them at the writer, or null if there is none to spare.
     *
     * @param liveRecordings of the shard
     */
    @Nullable
    Block take(int inFlight, int liveRecordings) {
        collect();
        long limit = Math.min(most, stallBlocks + liveRecordings);
        long share = Math.max(4, limit / Math.max(1, liveRecordings));
        long scarce = limit - allocated + free.size();
        if (inFlight > share && scarce < limit / 2 || inFlight > 0 && scarce < reserved) {
            return null;
        }
        Block block = free.pollLast();
        if (block == null && allocated < limit) {
            allocateSlab(limit);
            block = free.pollLast();
        }
        if (block != null) {
            block.begin();
        }
        return block;
    }

    private void allocateSlab(long limit) {
        int blocks = (int) Math.min(SLAB_BLOCKS, limit - allocated);
        ByteBuffer slab;
        try {
            slab = ByteBuffer.allocateDirect(blocks * Block.BYTES);
        } catch (OutOfMemoryError none) {
            most = allocated; // not asked for again: the JVM tries for half a second each time
            return;
        }
        for (int i = 0; i < blocks; i++) {
            free.addLast(new Block(slab.slice(i * Block.BYTES, Block.BYTES)));
        }
        allocated += blocks;
    }

    private void collect() {
        Block block = returned.poll();
        while (block != null) {
            giveBack(block);
            block = returned.poll();
        }
    }

    /** A block that the recorder did not need after all, or that came back. */
    void giveBack(Block block) {
        RecordingSession session = block.session;
        if (session != null) {
            session.output().blockReturned();
            block.session = null;
        }
        free.addLast(block);
    }

    /** The writer is done with a block. */
    void comeBack(Block block) {
        returned.offer(block);
    }
}
