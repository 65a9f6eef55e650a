package io.tacet.server.http;

import java.util.Map;

/**
 * One request, body included.
 *
 * @param id of the recording in the path; empty without one
 * @param query parameters, the last of each name
 * @param body bytes, at most as many as allowed
 */
record Call(String id, Map<String, String> query, byte[] body) {}
