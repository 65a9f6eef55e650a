package io.tacet.server.inspect;

import io.tacet.AudioEncoding;
import io.tacet.MediaSource;
import io.tacet.PayloadTypes;
import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.codec.Decoders;
import io.tacet.core.RmsLevel;
import io.tacet.rtp.MediaTimeline;
import io.tacet.rtp.PacketPool;
import io.tacet.rtp.PressListener;
import io.tacet.rtp.ReceiverCounters;
import io.tacet.rtp.RtpReceiver;
import io.tacet.server.replay.ReplayTarget;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays media through the engine's receiver and level, as a recording without any limit does, and keeps what it hears as a
 * {@link LevelSeries}.
 *
 * <p>Thread: one. Design note: a recording looks at its limits before each packet is used; whenever the arrival clock runs ahead of the
 * media by then, a {@link Mark.Wait} says how far, so that limits that no packet confirms are decided the same (RULES T4).
 */
public final class SeriesRecorder implements ReplayTarget, PressListener {
    /** Longest input that is looked at. */
    public static final long MAXIMUM_SECONDS = 12 * 3600;

    private static final int PACKETS_BETWEEN_REPORTS = 256;
    private static final String KEYS = "0123456789*#ABCD!";

    private final PayloadTypes types;
    private final RtpReceiver receiver;
    private final RmsLevel level;
    private final int rate;
    private final int windowSamples;
    private final long mediaTimeoutNanos;
    private final LongConsumer progress;
    private final WindowLog windows = new WindowLog();
    private final MarkLog marks;

    private short[] decoded = {};
    private long position;
    private int windowReceived;
    private int windowLost;
    private long frameNanos;
    private long startedNanos = -1;
    private int packets;
    private boolean truncated;
    private @Nullable StoredManifest story;
    private long storyNext = Long.MAX_VALUE;
    private int storyDigits;

    /**
     * A recorder.
     *
     * @param types what the packets carry
     * @param mediaTimeoutNanos after which a recording without packets ends; 0 = never
     * @param progress told the arrival time now and then
     */
    public SeriesRecorder(PayloadTypes types, long mediaTimeoutNanos, LongConsumer progress) {
        this.types = types;
        this.mediaTimeoutNanos = mediaTimeoutNanos;
        this.progress = progress;
        rate = types.primary().clockRate();
        windowSamples = rate / 100;
        level = new RmsLevel(rate);
        marks = new MarkLog();
        receiver = new RtpReceiver(types, MediaSource.UNCHECKED, new PacketPool(), new ReceiverCounters(), this);
    }

    /** The audio is that of a recording whose manifest tells its gaps and presses; to be called first. */
    public void retell(StoredManifest manifest) {
        story = manifest;
        storyNext = 0;
    }

    @Override
    public boolean rtp(byte[] bytes, int offset, int length, long arrivalNanos) {
        before(arrivalNanos);
        receiver.rtp(bytes, offset, length, arrivalNanos, MediaSource.UNCHECKED);
        return after(arrivalNanos);
    }

    @Override
    public boolean audio(int timestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
        before(arrivalNanos);
        receiver.audio(timestamp, bytes, offset, length, arrivalNanos);
        return after(arrivalNanos);
    }

    @Override
    public void digit(char digit) {
        press(digit, position, 0, true);
    }

    /** Time has gone on to a packet's arrival; it is not used yet. */
    private void before(long arrivalNanos) {
        frameNanos = arrivalNanos;
        if (!receiver.started()) {
            return;
        }
        pump();
        MediaTimeline timeline = receiver.timeline();
        long decidableTo = lastDueAt(timeline, arrivalNanos - RtpReceiver.REORDER_NANOS);
        long timeout = receiver.lastArrivalNanos() + mediaTimeoutNanos;
        boolean timedOut = mediaTimeoutNanos > 0 && arrivalNanos >= timeout;
        if (receiver.deadlineNanos() != Long.MAX_VALUE) {
            return; // packets that wait for a missing one would be placed first, and are within 100 ms anyway
        }
        if (decidableTo > position || timedOut) {
            long timeoutAt = timedOut ? lastDueAt(timeline, timeout) : Long.MAX_VALUE;
            marks.waited(position, heardLevel(), decidableTo, timeoutAt);
        }
    }

    private static long lastDueAt(MediaTimeline timeline, long nanos) {
        long last = timeline.positionAt(nanos);
        return timeline.nanosAt(last + 1) <= nanos ? last + 1 : last;
    }

    private boolean after(long arrivalNanos) {
        if (startedNanos < 0 && receiver.started()) {
            startedNanos = arrivalNanos;
        }
        pump();
        if (++packets % PACKETS_BETWEEN_REPORTS == 0) {
            progress.accept(arrivalNanos);
        }
        return !truncated;
    }

    private void pump() {
        while (!truncated && receiver.next(frameNanos)) {
            long count = Math.min(receiver.samples(), MAXIMUM_SECONDS * rate - position);
            truncated = count < receiver.samples();
            marks.media(position, frameNanos);
            if (receiver.item() == RtpReceiver.Item.AUDIO) {
                AudioEncoding encoding = receiver.encoding();
                decoded = decoded.length < count ? new short[(int) count] : decoded;
                int length = (int) count * encoding.bytesPerSample();
                Decoders.of(encoding).decode(receiver.bytes(), receiver.offset(), length, decoded);
                heard((int) count);
                receiver.taken(receiver.samples());
            } else {
                marks.gap(position, count, receiver.reason());
                filled(count, receiver.reason() == GapReason.LOSS);
                receiver.filled(receiver.samples());
            }
        }
    }

    private void heard(int length) {
        int used = 0;
        while (used < length) {
            Gap gap = toldGap();
            long room = Math.min(windowSamples - position % windowSamples, storyNext - position);
            int part = (int) Math.min(length - used, room);
            if (gap != null) {
                marks.gap(position, part, gap.reason());
                filled(part, gap.reason() == GapReason.LOSS);
            } else {
                level.samples(decoded, used, part);
                windows.samples(decoded, used, part);
                windowReceived += part;
                advance(part);
            }
            used += part;
        }
    }

    /** Tells the presses of the manifest that lie at or before the position; returns the gap that it lies in. */
    private @Nullable Gap toldGap() {
        StoredManifest told = story;
        if (told == null) {
            return null;
        }
        if (position >= storyNext) {
            storyNext = told.nextAfter(position);
            while (storyDigits < told.digits().size()
                    && told.digits().get(storyDigits).atSample() <= position) {
                Digit digit = told.digits().get(storyDigits++);
                press(digit.digit(), digit.atSample(), digit.durationSamples(), digit.atSample() >= 0);
            }
        }
        return told.gapAt(position);
    }

    private void filled(long length, boolean lost) {
        long used = 0;
        while (used < length) {
            int part = (int) Math.min(length - used, windowSamples - position % windowSamples);
            windowLost += lost ? part : 0;
            used += part;
            advance(part);
        }
    }

    private void advance(int samples) {
        position += samples;
        if (position % windowSamples == 0) {
            boolean received = windowReceived > 0;
            byte unheard = windowLost == windowSamples ? LevelSeries.LOST : LevelSeries.SILENT;
            double rms = received ? level.endOfWindow(windowSamples - windowLost) : 0;
            windows.endOfWindow(rms, received ? LevelSeries.HEARD : unheard);
            windowReceived = 0;
            windowLost = 0;
        }
    }

    private double heardLevel() {
        return windowReceived > 0 ? level.peek(windowSamples - windowLost) : Double.NaN;
    }

    @Override
    public void pressed(int event, long atSample, long durationSamples, boolean beganBefore) {
        if (event < KEYS.length()) {
            press(KEYS.charAt(event), atSample, durationSamples, !beganBefore);
        }
    }

    @Override
    public void lasted(int event, long atSample, long durationSamples) {
        if (event < KEYS.length()) {
            marks.held(position, heardLevel(), KEYS.charAt(event), atSample, durationSamples);
        }
    }

    private void press(char digit, long atSample, long durationSamples, boolean mayTerminate) {
        marks.pressed(position, heardLevel(), digit, atSample, durationSamples, mayTerminate, frameNanos);
    }

    /** What was heard, once everything was played. */
    public LevelSeries finish() {
        receiver.end();
        pump();
        StoredManifest told = story;
        if (told != null) {
            filled(Math.max(0, told.endedAtSample() - position), false); // silence at the end that was trimmed
            toldGap();
        }
        long end = Math.max(position, Math.min(receiver.eventsEnd(), MAXIMUM_SECONDS * rate));
        boolean partial = position % windowSamples != 0;
        return new LevelSeries(
                rate,
                windowSamples,
                position,
                end,
                windows.levels(),
                windows.kinds(),
                windows.low(partial),
                windows.high(partial),
                heardLevel(),
                marks.marks(),
                Math.max(0, startedNanos) / 1_000_000_000L * rate
                        + Math.max(0, startedNanos) % 1_000_000_000L * rate / 1_000_000_000L,
                marks.digits(),
                marks.gaps(),
                truncated);
    }

    @Override
    public String toString() {
        return "series(" + types + ")";
    }
}
