/**
 * Sounds: a small voice, noise, G.711 encoders. Read {@link io.tacet.samples.generator.speech.Voice} first.
 *
 * <p>Thread: one. Depends on the generator's random numbers; deterministic on every JVM ({@link StrictMath} only).
 */
@NullMarked
package io.tacet.samples.generator.speech;

import org.jspecify.annotations.NullMarked;
