package io.tacet.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Who may call.
 *
 * <p>Thread: any. Design note: tokens are compared by their digests in constant time, so that neither length nor beginning of the right one
 * can be measured. Without a token only loopback is served, and then the names in Host and Origin must be of loopback too: else a web page
 * in a browser on this machine could call (DNS rebinding, cross-site requests). Source: RFC 6750 section 2.1.
 */
public final class Access {
    private static final String SCHEME = "bearer ";

    private final byte @Nullable [] digest;

    Access(@Nullable String token) {
        digest = token == null ? null : sha256(token);
    }

    /** Whether an address is of this machine only. */
    public static boolean loopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Checks a request.
     *
     * @param open whether the route needs no token
     * @throws ApiException if it may not call
     */
    void check(@Nullable String authorization, @Nullable String host, @Nullable String origin, boolean open) {
        if (origin != null && !origin.equals("null") && host != null && !origin.endsWith("://" + host)) {
            throw new ApiException(403, "Forbidden", "Origin is " + origin + "; allowed is this server's own", null);
        }
        if (digest == null) {
            if (host == null || !named(host)) {
                throw new ApiException(
                        403,
                        "Forbidden",
                        "Host is " + host + "; allowed without a token are localhost, 127.0.0.1 and [::1]",
                        null);
            }
        } else if (!open && !valid(authorization)) {
            throw new ApiException(
                    401, "Unauthorized", "Authorization is missing or wrong; allowed is Bearer and the token", null);
        }
    }

    private boolean valid(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(
                digest, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    /** Whether a Host header names loopback; never looks a name up. */
    private static boolean named(String host) {
        String name = host;
        if (name.startsWith("[")) {
            name = name.substring(1, Math.max(1, name.indexOf(']')));
        } else if (name.indexOf(':') >= 0) {
            name = name.substring(0, name.indexOf(':'));
        }
        return name.equalsIgnoreCase("localhost") || name.equals("::1") || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
