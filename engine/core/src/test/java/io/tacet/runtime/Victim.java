package io.tacet.runtime;

import io.tacet.AudioEncoding;
import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.Recording;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.Termination;
import io.tacet.ThreadingMode;
import io.tacet.sink.DirectorySink;
import io.tacet.spool.FileOperations;
import io.tacet.spool.FileSpool;
import io.tacet.spool.JournalLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * A process to be killed: 50 live recordings at the pace of calls, each of another pattern; some end, others begin. Or recovery, with
 * {@code recover} as the first argument.
 */
public final class Victim {
    private static final int FRAME_SAMPLES = 160;
    private static final int WARM_ROUNDS = 15;
    private static final long FRAME_NANOS = 20_000_000L;

    private Victim() {}

    /** The sample of a recording at a position; no two recordings and no two stretches are the same. */
    static short sample(int serial, long position) {
        long z = serial * 0x9E3779B97F4A7C15L + position;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        return (short) (z >>> 40);
    }

    /** {@code run|recover SPOOL OUT LEDGER SEED DURABILITY}. */
    public static void main(String[] arguments) throws Exception {
        Path spool = Path.of(arguments[1]);
        Path out = Path.of(arguments[2]);
        KillLedger ledger = new KillLedger(Path.of(arguments[3]));
        if (arguments[0].equals("recover")) {
            ledger.ready();
            RecoveryReport report =
                    Recovery.recover(spool, new DirectorySink(out), result -> ledger.told(serial(result)));
            report.problems().forEach(problem -> System.out.println("victim's recovery: " + problem));
            ledger.defects(report.problems().size());
            return;
        }
        Random random = new Random(Long.parseLong(arguments[4]));
        Durability durability = Durability.valueOf(arguments[5]);
        EngineConfig config = EngineConfig.builder(new DirectorySink(out))
                .spoolDirectory(spool)
                .durability(durability)
                .threading(ThreadingMode.SHARED)
                .build();
        Files.createDirectories(out);
        JournalLimits small = new JournalLimits(1 << 20, 300_000_000L);
        Engine engine = new Engine(config, new FileSpool(spool, durability, small, FileOperations.DISK));
        new Victim.Calls(engine, ledger, random).run();
    }

    static int serial(RecordingResult result) {
        return Integer.parseInt(result.recordingId().substring(1));
    }

    static PayloadTypes format() {
        return PayloadTypes.of(new PayloadFormat(AudioEncoding.PCM16, 8000));
    }

    /** The calls; stops when it runs out of numbers, which no run lives to see. */
    private static final class Calls {
        private final Engine engine;
        private final KillLedger ledger;
        private final Random random;
        private final Recording[] recordings = new Recording[KillLedger.LIVE];
        private final MediaInput[] inputs = new MediaInput[KillLedger.LIVE];
        private final int[] serials = new int[KillLedger.LIVE];
        private final long[] positions = new long[KillLedger.LIVE];
        private final long[] durable = new long[KillLedger.LIVE];
        private final int[] sent = new int[KillLedger.LIVE];
        private final int[] life = new int[KillLedger.LIVE];
        private final byte[] frame = new byte[2 * FRAME_SAMPLES];
        private int next;

        Calls(Engine engine, KillLedger ledger, Random random) {
            this.engine = engine;
            this.ledger = ledger;
            this.random = random;
        }

        void run() throws InterruptedException {
            for (int i = 0; i < KillLedger.LIVE; i++) {
                open(i);
            }
            long due = System.nanoTime();
            for (int round = 0; next < KillLedger.MOST; round++) {
                if (round == WARM_ROUNDS) {
                    ledger.ready();
                }
                for (int i = 0; i < KillLedger.LIVE; i++) {
                    feed(i);
                }
                due += FRAME_NANOS;
                while (System.nanoTime() < due) {
                    snapshot();
                    Thread.sleep(4);
                }
            }
        }

        private void open(int i) {
            int serial = next++;
            ledger.opened(serial);
            OpenResult.Opened opened = engine.open(RecordingRequest.builder()
                            .id("r" + serial)
                            .payloadTypes(format())
                            .listener(new Told(ledger, serial))
                            .build())
                    .orThrow();
            recordings[i] = opened.recording();
            inputs[i] = opened.input();
            serials[i] = serial;
            sent[i] = 0;
            life[i] = 5 + random.nextInt(random.nextInt(4) == 0 ? 300 : 60);
        }

        private void feed(int i) {
            if (sent[i] == life[i]) {
                inputs[i].close();
                open(i);
            }
            int at = sent[i]++ * FRAME_SAMPLES;
            for (int s = 0; s < FRAME_SAMPLES; s++) {
                short value = sample(serials[i], at + s);
                frame[2 * s] = (byte) value;
                frame[2 * s + 1] = (byte) (value >> 8);
            }
            inputs[i].onAudio(at, frame, 0, frame.length, System.nanoTime());
        }

        private void snapshot() {
            for (int i = 0; i < KillLedger.LIVE; i++) {
                positions[i] = recordings[i].positionSamples();
                durable[i] = recordings[i].durableSamples();
            }
            ledger.defects(engine.health().loopFailures());
            ledger.snapshot(serials, positions, durable, RunQueue.waitedNanos(), engine.journalWriteNanos());
        }
    }

    private record Told(KillLedger ledger, int serial) implements RecordingListener {
        @Override
        public void onEnded(Recording recording, Termination termination) {
            ledger.ended(serial, termination.atSample());
        }

        @Override
        public void onCompleted(RecordingResult result) {
            if (!(result instanceof RecordingResult.Completed)) {
                System.out.println("victim: " + result);
                ledger.failed(serial);
            }
            ledger.told(serial);
        }
    }

    /** Time that a process may take at most to be ready. */
    static final Duration PATIENCE = Duration.ofSeconds(30);
}
