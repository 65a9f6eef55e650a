/**
 * The API: an engine, what to record and when to stop, the handle of a recording, what became of it. Start with
 * {@link io.tacet.RecordingEngine}.
 *
 * <p>Thread: any, but for {@link io.tacet.MediaInput}, which one producer at a time may call; values are immutable. Depends on the SPI;
 * the implementation is {@code io.tacet.runtime}, which is not exported.
 *
 * <p>RULES and a letter, as in RULES E1, cite the media rules: T time, L level and silence, D digits, E end; engine/ARCHITECTURE.md says
 * what they leave open.
 */
@NullMarked
package io.tacet;

import org.jspecify.annotations.NullMarked;
