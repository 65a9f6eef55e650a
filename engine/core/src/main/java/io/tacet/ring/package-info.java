/**
 * One lock-free ring for each recording, from the media thread to the recorder: the only package that knows memory ordering.
 *
 * <p>Thread: one producer (media) and one consumer (recorder) a ring. Depends on the JDK only.
 */
@NullMarked
package io.tacet.ring;

import org.jspecify.annotations.NullMarked;
