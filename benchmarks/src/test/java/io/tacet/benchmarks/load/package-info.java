/** What must not change about the engine's costs, told without a clock. Thread: JUnit's. */
@NullMarked
package io.tacet.benchmarks.load;

import org.jspecify.annotations.NullMarked;
