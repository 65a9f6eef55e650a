package io.tacet.server.listen;

import io.tacet.Recording;
import io.tacet.RecordingRequest;
import io.tacet.RecordingState;
import io.tacet.SilencePolicy;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that shows a live recording and is drawn over itself: position, level on the 1 to 1000 scale against the threshold, the run of
 * silence, presses. Thread: the one that receives.
 */
public final class LevelMeter implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final int COLUMNS = 24;
    private static final int WIDTH = 78;
    /** The scale goes from 1 to 1000. */
    private static final double DECADES = 3;

    private final PrintStream terminal;
    private final SilencePolicy policy;
    private final boolean silenceEnds;
    private long nextNanos;
    private boolean drawn;

    /**
     * A meter.
     *
     * @param terminal takes the line
     * @param request of the recording, for its threshold
     * @param nowNanos when it may be drawn first
     */
    public LevelMeter(PrintStream terminal, RecordingRequest request, long nowNanos) {
        this.terminal = terminal;
        SilencePolicy asked = request.silence();
        silenceEnds = asked != null;
        policy = asked == null ? SilencePolicy.after(SilencePolicy.MAXIMUM) : asked;
        nextNanos = nowNanos;
    }

    /** Draws the recording as it is now, at most ten times a second. */
    public void show(Recording recording, long nowNanos) {
        if (nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + REDRAW_NANOS;
            drawn = true;
            String line = line(recording);
            terminal.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            terminal.flush();
        }
    }

    private String line(Recording recording) {
        if (recording.state() == RecordingState.OPENED) {
            return "waiting for the first packet";
        }
        double rate = recording.sampleRate();
        double level = policy.threshold().scaleOf(recording.level());
        StringBuilder line = new StringBuilder(WIDTH);
        line.append(String.format(Locale.ROOT, "%7.1f s  level %4.0f", recording.positionSamples() / rate, level));
        if (silenceEnds) {
            line.append(String.format(Locale.ROOT, "/%.0f", policy.threshold().value()));
        }
        bar(line.append(" ["), level);
        line.append(']');
        if (silenceEnds) {
            line.append(String.format(Locale.ROOT, "  silence %.1f s", recording.silenceSamples() / rate));
        }
        int presses = recording.digitCount();
        return line.append("  ")
                .append(presses)
                .append(presses == 1 ? " digit" : " digits")
                .toString();
    }

    /** Logarithmic as the scale is: loud windows reach beyond the mark of the threshold. */
    private void bar(StringBuilder line, double level) {
        int filled = column(level);
        int mark = silenceEnds ? column(policy.threshold().value()) : -1;
        for (int i = 0; i < COLUMNS; i++) {
            line.append(i == mark ? '|' : i < filled ? '#' : ' ');
        }
    }

    private static int column(double value) {
        double fraction = Math.log10(Math.max(1, value)) / DECADES;
        return (int) Math.min(COLUMNS - 1, Math.round(fraction * COLUMNS));
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (drawn) {
            terminal.print("\r" + " ".repeat(WIDTH) + "\r");
            terminal.flush();
        }
    }
}
