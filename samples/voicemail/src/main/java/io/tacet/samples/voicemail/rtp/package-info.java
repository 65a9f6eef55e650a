/**
 * RTP in and out over UDP (RFC 3550): a socket for each call, one thread that receives for all, one that plays prompts for all.
 * Thread: as each class says. Depends on sdp, and on the engine's WAV and codec packages.
 */
@NullMarked
package io.tacet.samples.voicemail.rtp;

import org.jspecify.annotations.NullMarked;
