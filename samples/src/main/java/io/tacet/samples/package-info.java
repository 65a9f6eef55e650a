/**
 * Numbered, runnable examples: read them in order. Each is one class with a {@code main}.
 *
 * <p>Thread: as each says. Depends on the engine's API only.
 */
@NullMarked
package io.tacet.samples;

import org.jspecify.annotations.NullMarked;
