/**
 * JMH benchmarks, each beside the alternative that people would pick. Read {@code benchmarks/RESULTS.md} first; {@code benchmarks/run}
 * runs them.
 *
 * <p>Thread: JMH's. Sees every module; nothing depends on it.
 */
@NullMarked
package io.tacet.benchmarks;

import org.jspecify.annotations.NullMarked;
