package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.AudioEncoding;
import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingEngine;
import io.tacet.RecordingManifest;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.Termination;
import io.tacet.sink.InMemorySink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A server with an engine in memory, and what it recorded. */
final class Desk implements AutoCloseable {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    static final byte[] HANG_UP = {0, 0, 0};

    private static final long PATIENCE_SECONDS = 20;
    private static final int WAV_HEADER = 44;

    final InMemorySink sink = new InMemorySink();
    final RecordingEngine engine =
            RecordingEngine.launch(EngineConfig.builder(sink).maxRecordings(500).build());
    final ExpectedCalls calls;
    final AudioSocketServer server;

    private Desk(
            UnaryOperator<AudioSocketConfig> options, boolean unknown, UnaryOperator<RecordingRequest.Builder> limits)
            throws IOException {
        calls = new ExpectedCalls(unknown ? (call, rate) -> engine.open(request(call, rate, limits)) : null);
        server = AudioSocketServer.start(options.apply(AudioSocketConfig.on(ANY_PORT)), calls);
    }

    /** Takes announced calls only. */
    static Desk closed(UnaryOperator<AudioSocketConfig> options) throws IOException {
        return new Desk(options, false, limits -> limits);
    }

    /** Takes every call, with these limits. */
    static Desk open(UnaryOperator<RecordingRequest.Builder> limits) throws IOException {
        return new Desk(options -> options, true, limits);
    }

    private static RecordingRequest request(UUID call, int rate, UnaryOperator<RecordingRequest.Builder> limits) {
        return limits.apply(RecordingRequest.builder()
                        .id(call.toString())
                        .payloadTypes(PayloadTypes.of(new PayloadFormat(AudioEncoding.PCM16, rate))))
                .build();
    }

    /** Announces a call of 8000 Hz. */
    OpenResult.Opened expect(UUID call, UnaryOperator<RecordingRequest.Builder> limits) {
        OpenResult.Opened opened = engine.open(request(call, 8000, limits)).orThrow();
        assertTrue(calls.expect(call, opened));
        return opened;
    }

    Caller caller() throws IOException {
        return new Caller(server.localAddress());
    }

    /** What became of a recording, once it is there. */
    RecordingManifest recorded(UUID call) throws InterruptedException {
        await(() -> sink.ids().contains(call.toString()), "recording " + call);
        return sink.manifest(call.toString());
    }

    static RecordingManifest result(OpenResult.Opened opened) throws Exception {
        RecordingResult result =
                opened.recording().completion().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return ((RecordingResult.Completed) result).manifest();
    }

    /** The samples in the file. */
    byte[] samples(UUID call) throws InterruptedException {
        RecordingManifest manifest = recorded(call);
        byte[] wav = sink.wav(call.toString());
        byte[] pcm = Arrays.copyOfRange(wav, WAV_HEADER, wav.length);
        assertEquals(manifest.samples() * 2, pcm.length);
        return pcm;
    }

    void assertEnded(UUID call, Termination.Cause cause, long atSample) throws InterruptedException {
        RecordingManifest manifest = recorded(call);
        assertEquals(cause + " " + atSample, manifest.cause() + " " + manifest.endedAtSample());
    }

    /** Waits until so many connections ended so. */
    void assertCounted(Ending ending, long times) throws InterruptedException {
        AudioSocketCounters counters = server.counters();
        await(
                () -> counters.endings(ending) == times,
                ending + " " + times + " times, but there is " + counters.endings());
    }

    static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not come: " + what);
            Thread.sleep(2);
        }
    }

    /** Loud noise, different for every seed. */
    static byte[] noise(long seed, int samples) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pcm = new byte[samples * 2];
        for (int i = 0; i < samples; i++) {
            int sample = random.nextInt(-8000, 8001);
            pcm[2 * i] = (byte) sample;
            pcm[2 * i + 1] = (byte) (sample >> 8);
        }
        return pcm;
    }

    static byte[] silence(int samples) {
        return new byte[samples * 2];
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
