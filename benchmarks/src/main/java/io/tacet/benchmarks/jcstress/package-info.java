/**
 * The ring's claims about memory ordering, each tried by two or three threads a few million times, its outcomes enumerated.
 *
 * <p>Thread: jcstress's actors. Depends on {@code io.tacet.ring}; nothing depends on it. Started by {@code benchmarks/run jcstress}.
 */
@NullMarked
package io.tacet.benchmarks.jcstress;

import org.jspecify.annotations.NullMarked;
