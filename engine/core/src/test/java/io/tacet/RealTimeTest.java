package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tacet.spi.Delivery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred calls in real time: nothing is lost. */
@Tag("slow")
class RealTimeTest {
    private static final int CALLS = 200;
    private static final int PACKETS = 500; // 10 s
    private static final long PACKET_NANOS = 20_000_000L;

    @Test
    void shouldLoseNothingOfTwoHundredPacedCalls(@TempDir Path spool) throws Exception {
        EngineConfig config = EngineConfig.builder(recording -> new Delivery.Confirmed("here"))
                .threading(ThreadingMode.DEDICATED)
                .spoolDirectory(spool)
                .freeSpaceFloorBytes(0)
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            List<OpenResult.Opened> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(engine.open(RecordingRequest.builder().id("call-" + i).build())
                        .orThrow());
            }
            pace(calls);
            for (OpenResult.Opened call : calls) {
                call.input().close();
            }
            for (OpenResult.Opened call : calls) {
                RecordingManifest manifest = assertInstanceOf(
                                RecordingResult.Completed.class,
                                call.recording()
                                        .completion()
                                        .toCompletableFuture()
                                        .get(20, TimeUnit.SECONDS))
                        .manifest();
                assertEquals(PACKETS * 160, manifest.samples());
                assertEquals(PACKETS, manifest.counters().written());
                assertEquals(0, manifest.counters().overflow());
                assertEquals(0, manifest.counters().residual());
                assertEquals(List.of(), manifest.gaps());
            }
        }
    }

    private static void pace(List<OpenResult.Opened> calls) {
        byte[] audio = EngineHarness.loudUlaw(0.02);
        long start = System.nanoTime();
        for (int i = 0; i < PACKETS; i++) {
            long due = start + i * PACKET_NANOS;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            for (int call = 0; call < calls.size(); call++) {
                byte[] packet = EngineHarness.rtp(0, false, i, 160 * i, call, audio);
                calls.get(call).input().onRtp(packet, 0, packet.length, System.nanoTime(), 0);
            }
        }
    }
}
