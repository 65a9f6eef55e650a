package io.tacet.samples.voicemail;

import io.tacet.samples.voicemail.rtp.Prompt;
import io.tacet.samples.voicemail.sip.SipConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the voicemail runs. Immutable.
 *
 * @param sip where it listens
 * @param firstRtpPort of the range in which each call gets an even port
 * @param lastRtpPort of that range
 * @param out where messages go
 * @param action the RecordAudio action, in JSON, that is run for each call
 * @param greeting played first, tone included
 * @param goodbye played when the message is done
 * @param ringing how long it rings before it answers
 * @param maxCalls at once; further callers hear that it is busy
 */
public record VoicemailConfig(
        SipConfig sip,
        int firstRtpPort,
        int lastRtpPort,
        Path out,
        String action,
        Prompt greeting,
        Prompt goodbye,
        Duration ringing,
        int maxCalls) {
    /** Checks the values. */
    public VoicemailConfig {
        if (maxCalls < 1 || maxCalls > 10_000) {
            throw new IllegalArgumentException("calls at once are " + maxCalls + "; allowed are 1 to 10000");
        }
        if (ringing.isNegative() || ringing.toSeconds() > 120) {
            throw new IllegalArgumentException("ringing is " + ringing.toMillis() + " ms; allowed are 0 to 120000");
        }
    }
}
