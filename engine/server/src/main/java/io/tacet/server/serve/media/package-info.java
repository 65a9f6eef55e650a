/**
 * Media of many recordings: UDP ports of a range, drained by a duty cycle on a few threads.
 * Threads: each receiver's own for its ports and inputs; everything else any. Depends on the engine's API only.
 */
@NullMarked
package io.tacet.server.serve.media;

import org.jspecify.annotations.NullMarked;
