package io.tacet.core;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import io.tacet.spi.LevelDetector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a recording ends, and at which sample: a deterministic function of media positions.
 *
 * <p>Feed it what the timeline placed, in order: {@link #audio}, {@link #fill}, {@link #press}; tell it of time without packets by
 * {@link #timePasses}. Once {@link #hasCandidate()} is true it accepts no more media; {@link #termination()} is the earliest
 * condition, which an earlier press may still replace until the caller takes it as decided.
 *
 * <p>Thread: any one. Positions are samples from the first recorded one, ends are exclusive (RULES T0). Two machines of the same rules
 * fed with the same inputs are equal at every step, as their {@link #save saved states} are; a state may be carried to another process.
 */
public final class RecordingMachine {
    /** Largest size of a saved state in bytes. */
    public static final int STATE_BYTES = 320;

    private static final byte STATE_VERSION = 1;

    private final RecordingRules rules;
    private final LevelDetector detector;
    private final @Nullable RmsLevel builtIn;
    private final SilenceTimer silence;
    private final DurationClock duration;
    private final TerminationArbiter arbiter = new TerminationArbiter();
    private final PressIntervals presses = new PressIntervals();
    private final LevelStatistics statistics;
    private final int windowSamples;
    private final double thresholdPower;

    private long position;
    private int windowFilled;
    private int windowReceived;
    private int windowLost;
    private double power;
    private boolean detectorFailed;

    /**
     * A machine with the built-in level, {@link RmsLevel}; only this one can be saved.
     *
     * @param rules the limits, in samples of one rate
     */
    public RecordingMachine(RecordingRules rules) {
        this(rules, new RmsLevel(rules.sampleRate()));
    }

    /**
     * A machine with a level detector of its own.
     *
     * @param rules the limits, in samples of one rate
     * @param detector new, for this recording alone
     */
    public RecordingMachine(RecordingRules rules, LevelDetector detector) {
        this.rules = rules;
        this.detector = detector;
        builtIn = detector instanceof RmsLevel rms ? rms : null;
        silence = new SilenceTimer(rules);
        duration = new DurationClock(rules);
        statistics = new LevelStatistics(rules.finalSilenceSamples(), rules.windowSamples(), rules.thresholdRms());
        windowSamples = rules.windowSamples();
        thresholdPower = Powers.most(rules.thresholdRms());
    }

    /**
     * Received samples, following on what came before.
     *
     * @param samples 16-bit, mono, at the rules' rate; not kept
     * @param offset of the first one
     * @param length how many, 0 or more
     * @return how many belong to the recording: fewer than {@code length} when a limit lies among them
     */
    public int audio(short[] samples, int offset, int length) {
        int used = 0;
        while (used < length && !arbiter.hasCandidate()) {
            int part = (int) Math.min(Math.min(length - used, windowRoom()), duration.remaining(position));
            detector.samples(samples, offset + used, part);
            windowReceived += part;
            used += part;
            advance(part);
        }
        return used;
    }

    /**
     * Received samples as the words of an 8-bit code, which need not be decoded.
     *
     * @param table of the code; {@link #hasBuiltInLevel()} must be true
     * @param bytes the array that holds them, one byte a sample; not kept
     * @param offset where the first lies in it
     * @param length how many, 1 or more
     * @return how many belong to the recording
     */
    public int audio(PowerTable table, byte[] bytes, int offset, int length) {
        RmsLevel rms = builtIn();
        int used = 0;
        while (used < length && !arbiter.hasCandidate()) {
            int part = (int) Math.min(Math.min(length - used, windowRoom()), duration.remaining(position));
            rms.encoded(table, bytes, offset + used, part);
            windowReceived += part;
            used += part;
            advance(part);
        }
        return used;
    }

    /** {@return whether the level is the built-in one} */
    public boolean hasBuiltInLevel() {
        return builtIn != null;
    }

    /**
     * Samples that did not come.
     *
     * @param samples how many, 0 or more
     * @param lost whether packets are known to be missing: the state of the window before continues (RULES L7); else it is silence
     * @return how many belong to the recording
     */
    public long fill(long samples, boolean lost) {
        long used = 0;
        while (used < samples && !arbiter.hasCandidate()) {
            int part = (int) Math.min(Math.min(samples - used, windowRoom()), duration.remaining(position));
            windowLost += lost ? part : 0;
            used += part;
            advance(part);
        }
        return used;
    }

    /**
     * A key went down, or is known to be down for longer. Ends the recording when it is a terminator.
     *
     * @param digit one of {@code 0–9 * # A–D !}
     * @param atSample where; may lie before or after the position
     * @param until where it was last known to be down, exclusive
     * @param mayTerminate false for keys that began before the recording
     */
    public void press(char digit, long atSample, long until, boolean mayTerminate) {
        if (mayTerminate
                && atSample >= rules.ignoreKeysSamples()
                && rules.terminators().contains(digit)) {
            offerLimitBefore(atSample);
            arbiter.offerTerminator(digit, Math.max(0, atSample));
        }
        held(atSample, until);
    }

    /**
     * A pressed key is known to be down for longer.
     *
     * @param atSample where it was pressed, as told to {@link #press}
     * @param until the first sample after it, as far as known
     */
    public void held(long atSample, long until) {
        if (until <= 0) {
            return;
        }
        long end = Math.max(until, atSample + 1);
        if (atSample < judgedTo()) {
            silence.activityBetween(atSample, end);
        }
        if (end > judgedTo()) {
            presses.add(Math.max(0, atSample), end);
        }
    }

    /**
     * No packet came while time went on: tests the limits, accepts nothing (RULES T4).
     *
     * @param provisional the sample that is due by the arrival clock
     */
    public void timePasses(long provisional) {
        offerLimitBefore(provisional + 1);
    }

    /**
     * Ends the recording from outside, unless a limit is reached there or before.
     *
     * @param cause of the host or the stream: ENDED, STOPPED or NO_MEDIA
     * @param atSample an exclusive end, at or after {@link #position()}
     */
    public void end(Cause cause, long atSample) {
        offerLimitBefore(atSample + 1);
        arbiter.offer(cause, atSample);
    }

    private void offerLimitBefore(long sample) {
        if (arbiter.hasCandidate()) {
            return;
        }
        long silent = silenceAt();
        if (silent < sample) {
            arbiter.offer(Cause.SILENCE, silent);
        }
        if (duration.limit() < sample) {
            arbiter.offer(Cause.DURATION, duration.limit());
        }
    }

    /** {@return whether a condition is true: nothing more is accepted} */
    public boolean hasCandidate() {
        return arbiter.hasCandidate();
    }

    /**
     * The earliest condition; at the same sample the order of {@link Cause} decides (RULES E1).
     *
     * @return why and where
     * @throws IllegalStateException if no condition is true, see {@link #hasCandidate()}
     */
    public Termination termination() {
        return arbiter.termination();
    }

    /** {@return samples accepted, received and filled} */
    public long position() {
        return position;
    }

    /** {@return the next sample at which a limit is reached if only silence follows, or {@link RecordingRules#NEVER}} */
    public long nextLimit() {
        return Math.min(silenceAt(), duration.limit());
    }

    /** {@return a sample before which no limit is reached whatever follows; cheap, and often less than {@link #nextLimit()}} */
    public long noLimitBefore() {
        return Math.min(silence.notReachedBefore(), duration.limit());
    }

    /** {@return where silence is reached if only silence follows, or {@link RecordingRules#NEVER}} */
    public long silenceAt() {
        return silence.reachedAt(position, partialLoud(), presses);
    }

    private boolean partialLoud() {
        return windowReceived > 0 && !detectorFailed && peekPower(windowSamples - windowLost) > thresholdPower;
    }

    /** The detector threw: it is not asked any more, whatever of the story is still to be told. */
    public void detectorFailed() {
        detectorFailed = true;
    }

    /**
     * Counts silence up to an end past {@link #position()}, if nothing came since.
     *
     * @param end where the recording ends, in samples
     * @return the longest run of silence in samples
     */
    public long longestSilence(long end) {
        long last = end / windowSamples * windowSamples;
        boolean quiet = last > position && presses.count() == 0;
        long run = quiet ? last - silence.runStartAt(position, partialLoud()) : 0;
        return Math.max(silence.longestRun(), run);
    }

    /** {@return RMS of the last complete window in 16-bit units, 0 to 32768} */
    public double level() {
        return Powers.level(power);
    }

    /** {@return the current run of silence in samples, up to the last complete window} */
    public long silenceRun() {
        return Math.max(0, judgedTo() - silence.runStart());
    }

    /** {@return the runs of silence; to be read only} */
    public SilenceTimer silence() {
        return silence;
    }

    /** {@return the levels heard so far; to be read only} */
    public LevelStatistics statistics() {
        return statistics;
    }

    /** {@return the rules that it decides by} */
    public RecordingRules rules() {
        return rules;
    }

    private int windowRoom() {
        return windowSamples - windowFilled;
    }

    private long judgedTo() {
        return position - windowFilled;
    }

    private void advance(int samples) {
        position += samples;
        windowFilled += samples;
        if (windowFilled == windowSamples) {
            windowFilled = 0;
            endOfWindow();
        }
        if (duration.remaining(position) == 0) {
            arbiter.offer(Cause.DURATION, position);
        }
    }

    private void endOfWindow() {
        boolean loud;
        if (windowReceived > 0) {
            power = endOfWindowPower(windowSamples - windowLost);
            loud = power > thresholdPower;
            statistics.heard(power);
        } else if (windowLost == windowSamples) {
            loud = silence.previousLoud();
        } else {
            power = 0;
            loud = false;
        }
        boolean pressed = presses.count() > 0 && presses.overlaps(position - windowSamples, position);
        statistics.window(pressed ? Powers.FULL_SCALE : power, position);
        windowReceived = 0;
        windowLost = 0;
        if (silence.window(position, loud, pressed)) {
            arbiter.offer(Cause.SILENCE, position);
        }
        if (presses.count() > 0) {
            presses.forgetBefore(position);
        }
    }

    /**
     * Writes the state, at most {@link #STATE_BYTES} bytes, with a version.
     *
     * @param state takes the bytes from its position on, in its byte order
     * @throws IllegalStateException with a level detector other than {@link RmsLevel}
     */
    public void save(ByteBuffer state) {
        state.put(STATE_VERSION)
                .putLong(position)
                .putInt(windowReceived)
                .putInt(windowLost)
                .putDouble(level());
        builtIn().save(state);
        silence.save(state);
        presses.save(state);
        arbiter.save(state);
    }

    /**
     * Takes up a saved state; the rules must be those it was saved under. Statistics begin anew.
     *
     * @param state gives the bytes from its position on, in the byte order in which they were saved
     * @throws IllegalArgumentException for a version that is not known
     */
    public void restore(ByteBuffer state) {
        byte version = state.get();
        if (version != STATE_VERSION) {
            throw new IllegalArgumentException("state version is " + version + "; known is " + STATE_VERSION);
        }
        position = state.getLong();
        windowFilled = (int) (position % windowSamples);
        windowReceived = state.getInt();
        windowLost = state.getInt();
        power = Powers.of(state.getDouble());
        builtIn().restore(state);
        silence.restore(state);
        presses.restore(state);
        arbiter.restore(state);
    }

    private double endOfWindowPower(int samples) {
        RmsLevel rms = builtIn;
        return rms != null ? rms.endOfWindowPower(samples) : Powers.of(detector.endOfWindow(samples));
    }

    private double peekPower(int samples) {
        RmsLevel rms = builtIn;
        return rms != null ? rms.peekPower(samples) : Powers.of(detector.peek(samples));
    }

    private RmsLevel builtIn() {
        RmsLevel rms = builtIn;
        if (rms != null) {
            return rms;
        }
        throw new IllegalStateException("only the built-in level can be saved; this is " + detector);
    }
}
