/**
 * Shows what was heard and why it stopped, and where it would have stopped with other limits. Read {@link io.tacet.server.inspect.WhatIf}.
 * Thread: the caller's, one at a time. Depends on the engine's API, {@code core}, {@code rtp} and {@code replay}; never on a network.
 */
@NullMarked
package io.tacet.server.inspect;

import org.jspecify.annotations.NullMarked;
