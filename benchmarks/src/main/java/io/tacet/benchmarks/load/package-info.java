/**
 * Load on the whole engine, beside the least that any recorder must do: what {@code benchmarks/run engine} and {@code realtime} start.
 *
 * <p>Thread: a producer of its own, paced or not. Uses the engine's public API and the JVM's management beans; charts by XChart.
 */
@NullMarked
package io.tacet.benchmarks.load;

import org.jspecify.annotations.NullMarked;
