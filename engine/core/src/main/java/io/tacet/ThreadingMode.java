package io.tacet;

/** Who runs the recorder. Writer, sync, delivery and callback threads always belong to the engine. */
public enum ThreadingMode {
    /** The host calls {@link RecordingEngine#doWork()} from its own loop, one thread at a time. */
    INVOKER,
    /** One recorder thread for all recordings. */
    SHARED,
    /** One recorder thread a shard, by default half the processors. */
    DEDICATED
}
