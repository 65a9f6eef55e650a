package io.tacet;

import io.tacet.runtime.Engine;

/**
 * Records calls and knows when to stop. One engine carries thousands of recordings.
 *
 * <pre>{@code
 * RecordingEngine engine = RecordingEngine.launch(
 *         EngineConfig.builder(new DirectorySink(Path.of("recordings"))).spoolDirectory(Path.of("spool")).build());
 * OpenResult.Opened call = engine.open(RecordingRequest.builder()
 *         .silence(SilencePolicy.after(Duration.ofSeconds(3)))
 *         .terminators(Terminators.of("#"))
 *         .build()).orThrow();
 * call.input().onRtp(packet, 0, length, System.nanoTime(), MediaSource.of(peer));
 * }</pre>
 *
 * <p>Thread: {@link #open} and {@link #close} from any; {@link #doWork} by one at a time, with {@link ThreadingMode#INVOKER} only.
 */
public final class RecordingEngine implements AutoCloseable {
    private final Engine engine;

    private RecordingEngine(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts an engine. What dead processes left in its spool is finished first and then delivered, see {@link EngineConfig#recovery()}.
     *
     * @param config checked already; its sink is closed by {@link #close()}
     * @return an engine whose threads run
     * @throws java.io.UncheckedIOException if the spool cannot be opened
     */
    public static RecordingEngine launch(EngineConfig config) {
        return new RecordingEngine(new Engine(config));
    }

    /**
     * Starts a recording; never blocks. A refusal names its reason and leaves nothing behind.
     *
     * @param request its id must not be live or undelivered in this engine
     * @return opened with its handle and input, or refused
     */
    public OpenResult open(RecordingRequest request) {
        return engine.open(request);
    }

    /**
     * One duty cycle of the recorder: drain, decide, tick. Never blocks.
     *
     * @return how much there was to do; 0 when the host may idle
     * @throws IllegalStateException in another threading mode
     */
    public int doWork() {
        return engine.doWork();
    }

    /** {@return how it fares}. May be asked often: it disturbs no recording. */
    public EngineHealth health() {
        return engine.health();
    }

    /** {@return how many recordings are live or undelivered} */
    public int recordings() {
        return engine.recordings();
    }

    /**
     * Ends all live recordings with cause STOPPED, seals them, delivers what can be delivered within
     * {@link EngineConfig#closeTimeout()}, and stops all threads. What could not be delivered stays in the spool. Idempotent.
     *
     * @throws IllegalStateException if the spool or the sink failed to close, or did not answer within that time and 5 s more; nothing that
     *     was durable is lost by that, the next engine on the spool finishes it
     */
    @Override
    public void close() {
        engine.close();
    }
}
