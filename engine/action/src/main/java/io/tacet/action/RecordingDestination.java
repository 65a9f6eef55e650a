package io.tacet.action;

/**
 * Where the recording of an action goes. Immutable.
 *
 * @param bucketName not empty; its syntax is the sink's to check
 * @param prefix without the one trailing slash that is dropped; empty if none was given
 */
public record RecordingDestination(String bucketName, String prefix) {}
