/**
 * The WAVs of samples/audio: {@link io.tacet.samples.generator.audio.AudioScenarios} is the list.
 *
 * <p>Thread: one. Depends on the generator's sounds and JSON.
 */
@NullMarked
package io.tacet.samples.generator.audio;

import org.jspecify.annotations.NullMarked;
