/**
 * A SIP voicemail that embeds the engine. Read {@link io.tacet.samples.voicemail.Voicemail}, which puts the parts together, then
 * {@link io.tacet.samples.voicemail.Call}, which is one call, then {@link io.tacet.samples.voicemail.Messages}, which is the engine's side.
 *
 * <p>Thread: calls live on one thread, see {@link io.tacet.samples.voicemail.Calls}. Depends on sip, sdp, rtp and the engine.
 */
@NullMarked
package io.tacet.samples.voicemail;

import org.jspecify.annotations.NullMarked;
