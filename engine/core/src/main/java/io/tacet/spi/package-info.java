/**
 * What others may plug in: decoders, detectors, sinks. Start with {@link io.tacet.spi.RecordingSink}.
 *
 * <p>Thread: each type says its own, and whether it may block, throw or allocate there. Depends on the API's value types only.
 */
@NullMarked
package io.tacet.spi;

import org.jspecify.annotations.NullMarked;
