/**
 * Where unfinished and undelivered recordings live: the only package that knows durability.
 *
 * <p>Thread: writer, sync and delivery as each method says. Depends on {@code wav} and the API's value types.
 */
@NullMarked
package io.tacet.spool;

import org.jspecify.annotations.NullMarked;
