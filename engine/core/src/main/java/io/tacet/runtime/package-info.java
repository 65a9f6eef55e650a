/**
 * The engine at work: recorder, writer, sync, delivery and callback loops, sessions, counters. The only package that starts threads or
 * reads clocks.
 *
 * <p>Threads: each class says its own. Depends on everything below; only the API's {@link io.tacet.RecordingEngine} depends on it.
 */
@NullMarked
package io.tacet.runtime;

import org.jspecify.annotations.NullMarked;
