/**
 * Where finished recordings go: a directory, or memory; and the manifest as JSON. Start with {@link io.tacet.sink.DirectorySink}.
 *
 * <p>Thread: the engine's delivery threads, several at once; may block. Depends on the API's value types and the SPI only.
 */
@NullMarked
package io.tacet.sink;

import org.jspecify.annotations.NullMarked;
