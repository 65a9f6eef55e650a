/**
 * The pure heart: decides when a recording ends, and at which sample. Read {@link io.tacet.core.RecordingMachine} first.
 *
 * <p>Thread: the recorder's, or any one thread of a caller's own; no clock, no lock, no I/O. Depends on the API's and the SPI's
 * value types only.
 */
@NullMarked
package io.tacet.core;

import org.jspecify.annotations.NullMarked;
