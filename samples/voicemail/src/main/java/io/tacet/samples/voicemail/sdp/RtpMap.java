package io.tacet.samples.voicemail.sdp;

/**
 * What {@code a=rtpmap} says of a payload type.
 *
 * @param encoding its name in upper case
 * @param clockRate in Hz
 */
public record RtpMap(String encoding, int clockRate) {}
