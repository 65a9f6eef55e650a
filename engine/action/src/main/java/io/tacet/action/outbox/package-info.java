/**
 * Gets each action's one event to the function that runs the call: retried until acknowledged, across restarts.
 * Threads: the outbox's own publishing threads; everything else on the caller's. Depends on the action's package and java.net.http.
 */
@NullMarked
package io.tacet.action.outbox;

import org.jspecify.annotations.NullMarked;
