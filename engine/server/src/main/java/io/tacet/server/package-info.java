/** The {@code tacet} command. Thread: main, and a shutdown hook for Ctrl-C. Depends on the engine's API, capture and replay. */
@NullMarked
package io.tacet.server;

import org.jspecify.annotations.NullMarked;
