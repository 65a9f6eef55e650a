/** Tests of the inspection. Thread: the test's. Depends on {@code inspect}, {@code replay} and the engine. */
@NullMarked
package io.tacet.server.inspect;

import org.jspecify.annotations.NullMarked;
