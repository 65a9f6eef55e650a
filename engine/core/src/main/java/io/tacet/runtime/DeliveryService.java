package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.spi.Delivery;
import io.tacet.spool.SealedFile;
import io.tacet.spool.Story;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands sealed recordings to the sink: a bounded number of threads; a waiting retry holds none. Of those that are due the oldest goes
 * first. Retries are bounded by age, their waits double with full jitter; when the sink takes one again, those that waited for it are due
 * as soon as the first wait is over.
 */
final class DeliveryService {
    private static final int MOST_DOUBLINGS = 30;

    private final EngineConfig config;
    private final Consumer<Throwable> defects;
    private final PriorityQueue<PendingDelivery> due = new PriorityQueue<>(Comparator.comparingLong(d -> d.order));
    private final PriorityQueue<PendingDelivery> waiting =
            new PriorityQueue<>(Comparator.comparingLong((PendingDelivery d) -> d.dueNanos));
    private final Set<PendingDelivery> attempted = new HashSet<>();
    private final Thread[] threads;
    private long nextOrder;
    private long confirmed;
    private long failed;
    private long retried;
    private int pending;
    private long keptBytes;
    private boolean sinkIsDown;
    private boolean stopping;

    DeliveryService(EngineConfig config, Consumer<Throwable> defects) {
        this.config = config;
        this.defects = defects;
        threads = new Thread[config.deliveryThreads()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this::run, "tacet-delivery-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    /** How many sealed recordings wait for the sink. */
    synchronized int pending() {
        return pending;
    }

    synchronized long confirmed() {
        return confirmed;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized long retried() {
        return retried;
    }

    /** Bytes of the recordings that wait, and of those that were given up and stay. */
    synchronized long keptBytes() {
        return keptBytes;
    }

    /** How long the oldest has waited in nanoseconds; 0 if none waits. */
    synchronized long oldestNanos() {
        long oldest = 0;
        for (PendingDelivery delivery : due) {
            oldest = Math.max(oldest, delivery.ageNanos());
        }
        for (PendingDelivery delivery : waiting) {
            oldest = Math.max(oldest, delivery.ageNanos());
        }
        for (PendingDelivery delivery : attempted) {
            oldest = Math.max(oldest, delivery.ageNanos());
        }
        return oldest;
    }

    /**
     * Takes a sealed recording.
     *
     * @param waits called when the sink did not take it at once
     * @param done called once, with what became of it
     */
    synchronized void deliver(String id, SealedFile file, Runnable waits, Consumer<RecordingResult> done) {
        pending++;
        keptBytes += file.size();
        due.add(new PendingDelivery(id, file, nextOrder++, waits, done));
        notify();
    }

    private void run() {
        while (true) {
            PendingDelivery next = next();
            if (next == null) {
                return;
            }
            try {
                attempt(next);
            } catch (RuntimeException defect) {
                defects.accept(defect);
            }
        }
    }

    private synchronized @Nullable PendingDelivery next() {
        while (true) {
            long now = System.nanoTime();
            while (!waiting.isEmpty() && waiting.peek().dueNanos - now <= 0) {
                due.add(waiting.remove());
            }
            if (stopping) {
                return null;
            }
            PendingDelivery first = due.poll();
            if (first != null) {
                attempted.add(first);
                return first;
            }
            try {
                PendingDelivery later = waiting.peek();
                long wait = later == null ? 1000 : (later.dueNanos - now) / 1_000_000L + 1;
                wait(Math.max(1, Math.min(1000, wait)));
            } catch (InterruptedException byMistake) {
                // Sinks may interrupt their thread; a delivery is not lost for it.
                Thread.interrupted();
            }
        }
    }

    private void attempt(PendingDelivery delivery) {
        Delivery answer;
        Story story = null;
        try {
            story = delivery.load();
            answer = config.sink().deliver(delivery);
        } catch (Throwable failure) {
            // Also what a sink of the host throws as an Error must not end this thread.
            answer = new Delivery.Retry(Failures.text(failure), null);
        } finally {
            delivery.unload();
            Thread.interrupted();
        }
        if (answer instanceof Delivery.Confirmed sure && story != null) {
            confirm(delivery, story.at(sure.location()));
        } else if (answer instanceof Delivery.Refused refused) {
            fail(delivery, story, refused.reason());
        } else if (answer instanceof Delivery.Retry retry) {
            if (delivery.ageNanos() > config.retryAge().toNanos()) {
                fail(delivery, story, "gave up after " + config.retryAge().toSeconds() + " s: " + retry.reason());
            } else {
                retry(delivery, retry.after());
            }
        }
    }

    private void retry(PendingDelivery delivery, @Nullable Duration wish) {
        delivery.waits.run();
        synchronized (this) {
            retried++;
            attempted.remove(delivery);
            sinkIsDown = true;
            delivery.triedNanos = System.nanoTime();
            delivery.dueNanos = delivery.triedNanos + waitNanos(delivery.nextAttempt(), wish);
            waiting.add(delivery);
            notify();
        }
    }

    private long waitNanos(int attempt, @Nullable Duration wish) {
        if (wish != null) {
            return Math.min(wish.toNanos(), config.retryMost().toNanos());
        }
        long first = config.retryFirst().toNanos();
        long most = config.retryMost().toNanos();
        long ceiling = attempt >= MOST_DOUBLINGS ? most : Math.min(most, first << attempt);
        return ThreadLocalRandom.current().nextLong(Math.max(1, ceiling)) + 1;
    }

    private void confirm(PendingDelivery delivery, Story story) {
        try {
            delivery.file.confirmed(story);
        } catch (IOException stays) {
            // The sink has it; a copy that stays is found and delivered again, to the same place.
        }
        synchronized (this) {
            pending--;
            keptBytes -= delivery.size();
            attempted.remove(delivery);
            confirmed++;
            sinkIsBack();
        }
        delivery.done.accept(Sealer.result(story));
    }

    private void sinkIsBack() {
        if (!sinkIsDown) {
            return;
        }
        sinkIsDown = false;
        long first = config.retryFirst().toNanos();
        PendingDelivery[] all = waiting.toArray(new PendingDelivery[0]);
        waiting.clear();
        for (PendingDelivery delivery : all) {
            delivery.dueNanos = Math.min(delivery.dueNanos, delivery.triedNanos + first);
            waiting.add(delivery);
        }
        notifyAll();
    }

    private void fail(PendingDelivery delivery, @Nullable Story story, String reason) {
        synchronized (this) {
            pending--;
            attempted.remove(delivery);
            failed++;
        }
        RecordingManifest manifest = story == null ? Manifests.lost(delivery.id, reason) : story.manifest();
        delivery.done.accept(new RecordingResult.Failed(manifest, FailureKind.DELIVERY, reason));
    }

    /** Waits for what can be delivered until {@code deadlineNanos}; the rest stays in the spool. */
    void stop(long deadlineNanos) throws InterruptedException {
        while (pending() > 0 && System.nanoTime() < deadlineNanos) {
            Thread.sleep(5);
        }
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        for (Thread thread : threads) {
            thread.join(Math.max(1, Math.min(1000, (deadlineNanos - System.nanoTime()) / 1_000_000L)));
        }
    }
}
