/**
 * {@code tacet serve} without HTTP: configuration, the recordings of the process, start and end of the daemon.
 * Threads: any; what blocks says so. Depends on the engine, tacet-action, tacet-s3 and {@code serve.media}.
 */
@NullMarked
package io.tacet.server.serve;

import org.jspecify.annotations.NullMarked;
