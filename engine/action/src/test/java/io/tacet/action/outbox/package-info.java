/** Tests of the outbox and its publishers. */
@NullMarked
package io.tacet.action.outbox;

import org.jspecify.annotations.NullMarked;
