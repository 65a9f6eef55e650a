package io.tacet.samples.voicemail;

import io.tacet.samples.voicemail.rtp.RtpPlayer;
import io.tacet.samples.voicemail.rtp.RtpPorts;
import io.tacet.samples.voicemail.rtp.RtpReceiver;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What every call uses. Immutable.
 *
 * @param config of the voicemail
 * @param messages takes the message
 * @param ports gives a socket
 * @param receiver receives from it
 * @param player plays prompts
 * @param executor the one thread on which calls live
 * @param errors takes one line for people
 */
record CallServices(
        VoicemailConfig config,
        Messages messages,
        RtpPorts ports,
        RtpReceiver receiver,
        RtpPlayer player,
        ScheduledExecutorService executor,
        Consumer<String> errors) {}
