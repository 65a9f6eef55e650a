package io.tacet.samples;

import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.Termination;
import io.tacet.Terminators;
import io.tacet.ThreadingMode;
import io.tacet.sink.InMemorySink;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A media server with an event loop of its own runs the recorder from that loop (INVOKER): no thread of the engine ever touches media. Here
 * the loop sends itself two seconds of a tone, then the key 5 as the call's signalling would tell it.
 */
public final class _02_EmbedInYourEventLoop {
    private _02_EmbedInYourEventLoop() {}

    /** Prints why and where the recording ended. */
    public static void main(String[] args) throws Exception {
        System.out.println(run());
    }

    static Termination run() throws Exception {
        EngineConfig config = EngineConfig.builder(new InMemorySink())
                .threading(ThreadingMode.INVOKER)
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened call = engine.open(RecordingRequest.builder()
                            .terminators(Terminators.of("5#"))
                            .build())
                    .orThrow();
            byte[] tone = new byte[160]; // 20 ms of PCMU
            for (int packet = 0; packet < 100; packet++) {
                Arrays.fill(tone, (byte) (packet % 2 == 0 ? 0x80 : 0x00));
                call.input().onAudio(packet * 160, tone, 0, tone.length, System.nanoTime() + packet * 20_000_000L);
                engine.doWork(); // once a turn of the loop: drain, decide, tick; never blocks
            }
            call.recording().digit('5');
            while (call.recording().termination() == null) {
                engine.doWork();
            }
            call.recording().completion().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return call.recording().termination();
        }
    }
}
