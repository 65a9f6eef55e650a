/**
 * RTP and telephone events: what came, in which order, at which position. Read {@link io.tacet.rtp.RtpReceiver} first.
 *
 * <p>Thread: the recorder's. Arrival times are inputs; no clock is read. Depends on the API's value types only.
 */
@NullMarked
package io.tacet.rtp;

import org.jspecify.annotations.NullMarked;
