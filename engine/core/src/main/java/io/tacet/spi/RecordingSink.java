package io.tacet.spi;

import java.io.IOException;

/**
 * Where finished recordings go.
 *
 * <p>Thread: one of the engine's delivery threads; several recordings may be delivered at once, one never twice at a time. May block,
 * allocate and throw: what it throws counts as {@link Delivery.Retry}. Must be idempotent: after a crash the same recording is
 * delivered again, and must end as one file of the same bytes. Contract: {@code RecordingSinkContract} in the test jar.
 */
public interface RecordingSink extends AutoCloseable {
    /**
     * Takes a sealed recording.
     *
     * @param recording its bytes and manifest; not to be used after the call
     * @return confirmed, and the spool lets its copy go; retry later; or refused for good
     * @throws Exception like a {@link Delivery.Retry} with the engine's back-off
     */
    Delivery deliver(SealedRecording recording) throws Exception;

    /** The sink in a recording's chain, for example {@code dir(recordings)}. */
    @Override
    String toString();

    /** Called once, after the last delivery. */
    @Override
    default void close() throws IOException {}
}
