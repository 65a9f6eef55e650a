/**
 * The HTTP API of {@code tacet serve}: routes, access, limits, JSON, server-sent events, metrics.
 * Threads: the HTTP server's pool; events on a thread of their own. Depends on {@code server.serve}, Jetty, Jackson and Micrometer.
 */
@NullMarked
package io.tacet.server.http;

import org.jspecify.annotations.NullMarked;
