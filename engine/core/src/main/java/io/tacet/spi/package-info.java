/** What others may plug in: decoders, detectors, sinks. Each type says its thread and what it may do. Depends on the API only. */
@NullMarked
package io.tacet.spi;

import org.jspecify.annotations.NullMarked;
