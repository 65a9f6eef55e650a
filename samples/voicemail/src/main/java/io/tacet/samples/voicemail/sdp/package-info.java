/**
 * Session descriptions: reads offers, decides, writes answers (RFC 8866, RFC 3264). Pure: no thread, socket or SIP.
 * Thread: any. Depends on the engine's payload types only.
 */
@NullMarked
package io.tacet.samples.voicemail.sdp;

import org.jspecify.annotations.NullMarked;
