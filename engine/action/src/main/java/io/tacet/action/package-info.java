/**
 * The RecordAudio contract: an action in JSON goes in, validated and normalised; a request, an object key and one event come out.
 * Threads: everything but the outbox is a value or a pure function, to be called from any; the outbox says its own.
 * Depends on the engine's API and on Jackson.
 */
@NullMarked
package io.tacet.action;

import org.jspecify.annotations.NullMarked;
