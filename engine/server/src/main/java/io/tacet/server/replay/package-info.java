/**
 * Plays recorded media into an engine, deterministically: the engine's clock is the arrival time of what is played.
 * Thread: the caller's, which is the recorder too (INVOKER). Depends on the engine's API and {@code capture}.
 */
@NullMarked
package io.tacet.server.replay;

import org.jspecify.annotations.NullMarked;
