package io.tacet.samples.voicemail.sip;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends BYEs, on threads of its own: where a BYE goes is the caller's to say, and connecting there may take as long as it likes.
 *
 * <p>Thread: any.
 */
final class HangUps implements Consumer<Dialog>, AutoCloseable {
    private static final int THREADS = 4;

    /** BYEs that wait; a dialog beyond that ends without one. */
    private static final int WAITING = 1000;

    private static final long PATIENCE_SECONDS = 4;

    private final SipProvider provider;
    private final Set<Transaction> waiting = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> new Thread(task, "sip-bye"));

    HangUps(SipProvider provider) {
        this.provider = provider;
        senders.allowCoreThreadTimeOut(true);
    }

    @Override
    public void accept(Dialog dialog) {
        try {
            senders.execute(() -> bye(dialog));
        } catch (RejectedExecutionException full) {
            dialog.delete();
        }
    }

    private void bye(Dialog dialog) {
        ClientTransaction transaction = null;
        try {
            transaction = provider.getNewClientTransaction(dialog.createRequest(Request.BYE));
            waiting.add(transaction);
            dialog.sendRequest(transaction);
        } catch (SipException | RuntimeException e) {
            // Unchecked too: the stack throws what it likes for an address of the caller's that is none.
            ended(transaction);
            dialog.delete();
        }
    }

    /** A transaction has its answer, or will have none. */
    synchronized void ended(@Nullable Transaction transaction) {
        if (transaction != null && waiting.remove(transaction)) {
            notifyAll();
        }
    }

    /** Waits until all are answered, for a while. */
    @Override
    public void close() {
        senders.shutdown();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            senders.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            synchronized (this) {
                for (long left = 1; !waiting.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
