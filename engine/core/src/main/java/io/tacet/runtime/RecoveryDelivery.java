package io.tacet.runtime;

import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.RecoveryReport;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spool.FileOperations;
import io.tacet.spool.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Recovery without an engine: seals, then delivers, a few recordings at once. Thread: the caller's and eight of its own. */
public final class RecoveryDelivery {
    private static final int ATTEMPTS = 3;
    private static final long WAIT_MILLIS = 200;

    private final RecordingSink sink;
    private final Consumer<RecordingResult> told;
    private final List<RecordingResult> results = new ArrayList<>();

    private RecoveryDelivery(RecordingSink sink, Consumer<RecordingResult> told) {
        this.sink = sink;
        this.told = told;
    }

    /** See {@link io.tacet.Recovery}. */
    public static RecoveryReport recover(Path root, RecordingSink sink, Consumer<RecordingResult> told) {
        return recover(root, sink, told, FileOperations.DISK);
    }

    static RecoveryReport recover(Path root, RecordingSink sink, Consumer<RecordingResult> told, FileOperations files) {
        RecoveryDelivery delivery = new RecoveryDelivery(sink, told);
        RecoveryRun run = new RecoveryRun(root, files);
        try (ParallelWork work = new ParallelWork("tacet-recovery-delivery")) {
            run.seal();
            work.forEach(run.found(), recovered -> delivery.settle(recovered, run));
        } finally {
            run.close();
        }
        return new RecoveryReport(delivery.results, run.problems());
    }

    private void settle(Recovered recovered, RecoveryRun run) {
        try {
            settle(recovered);
        } catch (RuntimeException defect) {
            synchronized (this) {
                run.problems().add("cannot deliver " + recovered.id() + ": " + Failures.text(defect));
            }
        }
    }

    private void settle(Recovered recovered) {
        RecordingResult result;
        boolean sent = true;
        if (recovered.settled()) {
            result = Sealer.result(recovered.story());
        } else {
            result = deliver(recovered);
            sent = !(result instanceof RecordingResult.Failed failed && failed.kind() == FailureKind.DELIVERY);
        }
        synchronized (this) {
            results.add(result);
            told.accept(result);
        }
        if (sent) {
            recovered.file().eventSent();
        }
    }

    private RecordingResult deliver(Recovered recovered) {
        PendingDelivery delivery = new PendingDelivery(recovered.id(), recovered.file(), 0, () -> {}, result -> {});
        String reason = "";
        try {
            Story story = delivery.load();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Delivery answer = attempt(delivery);
                if (answer instanceof Delivery.Confirmed sure) {
                    Story confirmed = story.at(sure.location());
                    recovered.file().confirmed(confirmed);
                    return Sealer.result(confirmed);
                }
                if (answer instanceof Delivery.Refused refused) {
                    reason = refused.reason();
                    break;
                }
                reason = ((Delivery.Retry) answer).reason();
                Thread.sleep(WAIT_MILLIS << attempt);
            }
            return new RecordingResult.Failed(story.manifest(), FailureKind.DELIVERY, reason);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new RecordingResult.Failed(
                    Manifests.lost(recovered.id(), "interrupted"), FailureKind.DELIVERY, "interrupted");
        } catch (IOException failed) {
            String text = Failures.text(failed);
            return new RecordingResult.Failed(Manifests.lost(recovered.id(), text), FailureKind.DELIVERY, text);
        }
    }

    private Delivery attempt(PendingDelivery delivery) {
        try {
            return sink.deliver(delivery);
        } catch (Exception failed) {
            return new Delivery.Retry(Failures.text(failed), null);
        }
    }
}
