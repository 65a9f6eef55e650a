/**
 * The captures of samples/captures: {@link io.tacet.samples.generator.captures.CaptureScenarios} is the list.
 *
 * <p>Thread: one. Depends on the generator's sounds and JSON. Truth follows from how a call was built and what the network did to it.
 */
@NullMarked
package io.tacet.samples.generator.captures;

import org.jspecify.annotations.NullMarked;
