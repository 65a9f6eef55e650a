/**
 * Checks the samples against a second opinion. Thread: the test's. Depends on the generator, and later on the engine.
 */
@NullMarked
package io.tacet.samples.generator;

import org.jspecify.annotations.NullMarked;
