/**
 * WAV files: the headers that Tacet writes, and a reader for those of others. Start with {@link io.tacet.wav.WavHeader}.
 *
 * <p>Thread: headers any; a reader is used by one thread at a time and may block on its file. Depends on the API's value types only.
 */
@NullMarked
package io.tacet.wav;

import org.jspecify.annotations.NullMarked;
