package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.spi.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands sealed recordings to the sink: a bounded pool of threads; a waiting retry holds none. Retries are bounded by age, their waits
 * double with full jitter.
 */
final class DeliveryService {
    private final EngineConfig config;
    private final ScheduledThreadPoolExecutor pool;
    private final AtomicInteger pending = new AtomicInteger();

    DeliveryService(EngineConfig config) {
        this.config = config;
        AtomicInteger number = new AtomicInteger();
        pool = new ScheduledThreadPoolExecutor(config.deliveryThreads(), task -> {
            Thread thread = new Thread(task, "tacet-delivery-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** How many sealed recordings wait for the sink. */
    int pending() {
        return pending.get();
    }

    void deliver(PendingDelivery delivery) {
        pending.incrementAndGet();
        pool.execute(() -> attempt(delivery));
    }

    private void attempt(PendingDelivery delivery) {
        Delivery answer;
        try {
            answer = config.sink().deliver(delivery);
        } catch (Exception failed) {
            answer = new Delivery.Retry(Failures.text(failed), null);
        }
        if (answer instanceof Delivery.Confirmed confirmed) {
            confirm(delivery, confirmed.location());
        } else if (answer instanceof Delivery.Refused refused) {
            fail(delivery, refused.reason());
        } else if (answer instanceof Delivery.Retry retry) {
            if (delivery.ageNanos() > config.retryAge().toNanos()) {
                fail(delivery, "gave up after " + config.retryAge().toSeconds() + " s: " + retry.reason());
            } else {
                long wait = waitNanos(delivery.nextAttempt(), retry.after());
                pool.schedule(() -> attempt(delivery), wait, TimeUnit.NANOSECONDS);
            }
        }
    }

    private long waitNanos(int attempt, @Nullable Duration wish) {
        if (wish != null) {
            return Math.min(wish.toNanos(), config.retryMost().toNanos());
        }
        long first = config.retryFirst().toNanos();
        long most = config.retryMost().toNanos();
        long ceiling = attempt >= 30 ? most : Math.min(most, first << attempt);
        return ThreadLocalRandom.current().nextLong(Math.max(1, ceiling)) + 1;
    }

    private void confirm(PendingDelivery delivery, String location) {
        try {
            delivery.release();
        } catch (IOException stays) {
            // The sink has it; a copy that stays is found and delivered again, to the same place.
        }
        pending.decrementAndGet();
        String failure = delivery.failure();
        delivery.handle()
                .completed(
                        failure == null
                                ? new RecordingResult.Completed(delivery.manifest(), location)
                                : new RecordingResult.Failed(delivery.manifest(), FailureKind.STORAGE, failure));
    }

    private void fail(PendingDelivery delivery, String reason) {
        pending.decrementAndGet();
        delivery.handle().completed(new RecordingResult.Failed(delivery.manifest(), FailureKind.DELIVERY, reason));
    }

    /** Waits for what can be delivered until {@code deadlineNanos}; the rest stays in the spool. */
    void stop(long deadlineNanos) throws InterruptedException {
        while (pending.get() > 0 && System.nanoTime() < deadlineNanos) {
            Thread.sleep(5);
        }
        pool.shutdown();
    }
}
