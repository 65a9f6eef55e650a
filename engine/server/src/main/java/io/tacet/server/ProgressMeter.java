package io.tacet.server;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error for work of more than a few seconds, on a terminal only. Thread: main. */
final class ProgressMeter implements AutoCloseable {
    private static final long SHORT_NANOS = 600_000_000_000L;
    private static final long MILLION = 1_000_000;
    private static final int WIDTH = 78;
    private static final int LONGEST_NAME = 24;

    private final @Nullable ProgressBar bar;
    private final PrintStream err;

    private ProgressMeter(@Nullable ProgressBar bar, PrintStream err) {
        this.bar = bar;
        this.err = err;
    }

    /** A meter for so much media; it shows nothing if the work is short or nobody watches. */
    static ProgressMeter of(String name, long mediaNanos, boolean realtime, PrintStream err) {
        boolean worth = realtime || mediaNanos > SHORT_NANOS;
        if (!worth || !"1".equals(System.getProperty("tacet.tty"))) {
            return new ProgressMeter(null, err);
        }
        return new ProgressMeter(
                new ProgressBarBuilder()
                        .setTaskName(name.substring(0, Math.min(LONGEST_NAME, name.length())))
                        .setInitialMax(mediaNanos / MILLION)
                        .setUnit(" s", 1000)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(250)
                        .setConsumer(new DelegatingProgressBarConsumer(bar -> err.print("\r" + bar), WIDTH))
                        .build(),
                err);
    }

    /** So much media was played. */
    void at(long mediaNanos) {
        if (bar != null) {
            bar.stepTo(mediaNanos / MILLION);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }
}
