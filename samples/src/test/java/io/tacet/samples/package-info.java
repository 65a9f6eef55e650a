/** Drives the engine with the samples and asserts the exact sample of every end. Thread: the test's. Depends on engine and server. */
@NullMarked
package io.tacet.samples;

import org.jspecify.annotations.NullMarked;
