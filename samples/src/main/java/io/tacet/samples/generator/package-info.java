/**
 * Writes samples/audio and samples/captures with their ground truth. Start at {@link io.tacet.samples.generator.GenerateSamples}.
 *
 * <p>Thread: one. Depends on Jackson alone, never on the engine: the truth must not come from what it is the truth of.
 */
@NullMarked
package io.tacet.samples.generator;

import org.jspecify.annotations.NullMarked;
