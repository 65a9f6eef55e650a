package io.tacet.runtime;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.ThreadingMode;
import io.tacet.sink.DirectorySink;
import io.tacet.spool.FileOperations;
import io.tacet.spool.FileSpool;
import io.tacet.spool.JournalLimits;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process whose system is made to fail from outside: records one call, says {@code warm}, waits for a line, opens as many calls as it
 * is told to, or may, and says in one line each what became of them.
 */
public final class FaultChild {
    static final int FRAMES = 60;

    private static final int FRAME_BYTES = 320;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private FaultChild() {}

    private record Call(int serial, OpenResult.Opened opened) {}

    /** {@code SPOOL OUT RECORDINGS}. */
    public static void main(String[] arguments) throws Exception {
        loadAll();
        Path spool = Path.of(arguments[0]);
        EngineConfig config = EngineConfig.builder(new DirectorySink(Path.of(arguments[1])))
                .spoolDirectory(spool)
                .recovery(false)
                .freeSpaceFloorBytes(0)
                .threading(ThreadingMode.SHARED)
                .retry(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(500))
                .closeTimeout(Duration.ofSeconds(5))
                .build();
        JournalLimits small = new JournalLimits(1 << 20, 50_000_000L);
        Engine engine = new Engine(config, new FileSpool(spool, Durability.POWER, small, FileOperations.DISK));
        finish(record(engine, 0, 1));
        System.out.println("warm");
        if (System.in.read() < 0) {
            return;
        }
        finish(record(engine, 1, Integer.parseInt(arguments[2])));
        engine.close();
        System.out.println("closed");
    }

    /** The system may not give out files later on. */
    private static void loadAll() throws IOException, URISyntaxException, ClassNotFoundException {
        for (Class<?> of : List.of(Engine.class, FaultChild.class)) {
            Path root = Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root.resolve("io"))) {
                for (Path file : files.toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    if (name.endsWith(".class") && (of == Engine.class || name.contains("FaultChild"))) {
                        Class.forName(name.substring(0, name.length() - ".class".length()));
                    }
                }
            }
        }
    }

    private static List<Call> record(Engine engine, int first, int count) {
        List<Call> calls = new ArrayList<>();
        for (int serial = first; serial < first + count; serial++) {
            OpenResult result = engine.open(RecordingRequest.builder()
                    .id("r" + serial)
                    .payloadTypes(Victim.format())
                    .listener(RecordingListener.NONE)
                    .build());
            if (result instanceof OpenResult.Refused refused) {
                System.out.println("refused " + refused.reason() + " " + refused.detail());
                break;
            }
            calls.add(new Call(serial, result.orThrow()));
            send(calls.get(calls.size() - 1));
        }
        return calls;
    }

    private static void send(Call call) {
        MediaInput input = call.opened.input();
        byte[] frame = new byte[FRAME_BYTES];
        for (int i = 0; i < FRAMES; i++) {
            for (int s = 0; s < FRAME_BYTES / 2; s++) {
                short value = Victim.sample(call.serial, i * FRAME_BYTES / 2 + s);
                frame[2 * s] = (byte) value;
                frame[2 * s + 1] = (byte) (value >> 8);
            }
            while (!input.hasRoom(frame.length) && call.opened.recording().termination() == null) {
                Thread.onSpinWait();
            }
            input.onAudio(i * FRAME_BYTES / 2, frame, 0, frame.length, System.nanoTime());
        }
    }

    private static void finish(List<Call> calls) throws InterruptedException {
        Thread.sleep(300);
        calls.forEach(call -> call.opened.input().close());
        long patience = System.nanoTime() + PATIENCE_NANOS;
        for (Call call : calls) {
            var completion = call.opened.recording().completion().toCompletableFuture();
            while (!completion.isDone() && System.nanoTime() < patience) {
                Thread.sleep(5);
            }
            RecordingResult result = completion.getNow(null);
            String what = result == null ? "none" : result.getClass().getSimpleName();
            String why = result instanceof RecordingResult.Failed failed ? failed.kind() + " " + failed.reason() : "";
            System.out.println("result r" + call.serial + " " + what + " " + why);
        }
    }
}
