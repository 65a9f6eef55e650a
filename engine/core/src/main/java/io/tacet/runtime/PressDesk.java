package io.tacet.runtime;

import io.tacet.core.RecordingMachine;
import io.tacet.rtp.PressListener;
import io.tacet.spi.DigitDetector;

/**
 * Takes presses from telephone events, detectors and signalling: lists them, tells the machine, masks their audio. Thread: recorder.
 */
final class PressDesk implements PressListener, DigitDetector.Presses {
    private final RecordingSession session;
    private final RecordingMachine machine;
    private final SessionOutput output;
    private final boolean masks;
    private final PressLog log = new PressLog();
    private long maskFrom = Long.MAX_VALUE;
    private long maskUntil;

    PressDesk(RecordingSession session, RecordingMachine machine, SessionOutput output, boolean masks) {
        this.session = session;
        this.machine = machine;
        this.output = output;
        this.masks = masks;
    }

    PressLog log() {
        return log;
    }

    /** A telephone event, from within the receiver; positions are the timeline's. */
    @Override
    public void pressed(int event, long atSample, long durationSamples, boolean beganBefore) {
        char digit = PressLog.digit(event);
        if (digit != '\0') {
            press(digit, atSample - session.pausedSamples(), durationSamples, !beganBefore);
        }
    }

    @Override
    public void lasted(int event, long atSample, long durationSamples) {
        char digit = PressLog.digit(event);
        if (digit != '\0') {
            long at = atSample - session.pausedSamples();
            log.lasted(digit, at, durationSamples);
            machine.held(at, at + durationSamples);
            mask(at, at + durationSamples);
        }
    }

    /** An in-band tone; positions are the recording's. */
    @Override
    public void press(char digit, long atSample, long durationSamples) {
        press(digit, atSample, durationSamples, true);
    }

    /** Told by signalling: at the end of the media so far. */
    void key(char digit) {
        press(digit, machine.position(), 0, true);
    }

    private void press(char digit, long atSample, long durationSamples, boolean mayTerminate) {
        long at = session.isPaused() ? Math.min(atSample, machine.position()) : atSample;
        log.pressed(digit, at, durationSamples);
        boolean decidable = machine.hasCandidate();
        machine.press(digit, at, at + durationSamples, mayTerminate);
        if (!decidable) {
            session.noteCandidate();
        }
        mask(at, at + durationSamples);
    }

    private void mask(long from, long until) {
        if (masks) {
            maskFrom = Math.max(0, from);
            maskUntil = until;
            written(maskFrom, Math.min(until, machine.position()));
        }
    }

    /** Samples were written: those of a press are masked. */
    void written(long from, long until) {
        long start = Math.max(from, maskFrom);
        long end = Math.min(until, maskUntil);
        if (start < end && !output.mask(start, end)) {
            session.failure("no block was free to mask a telephone event with");
        }
    }
}
