package io.tacet.action.outbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Tacet-Signature: t=<seconds>,v1=<hex>}: HMAC-SHA256 over the seconds, a dot and the body. The time is signed too,
 * so that a receiver can refuse what was recorded on the wire and sent again later.
 *
 * <p>Thread: any. Source: RFC 2104.
 */
public final class WebhookSignature {
    /** Name of the header. */
    public static final String HEADER = "Tacet-Signature";

    private WebhookSignature() {}

    /**
     * Makes the header of one attempt.
     *
     * @param key shared with the receiver; not empty
     * @param epochSeconds when the body is sent, seconds since 1970 UTC
     * @param body as it is sent
     * @return the header's value
     */
    public static String sign(byte[] key, long epochSeconds, byte[] body) {
        return "t=" + epochSeconds + ",v1=" + HexFormat.of().formatHex(mac(key, epochSeconds, body));
    }

    /**
     * For receivers in Java; compares in constant time.
     *
     * @param key shared with the sender; not empty
     * @param header as it came; a malformed one is false
     * @param body as it came, before anything parses it
     * @param nowSeconds the receiver's clock, seconds since 1970 UTC
     * @param toleranceSeconds how far away from now the signature may be; 300 is usual
     * @return whether the header is ours and not too old
     */
    public static boolean verify(byte[] key, String header, byte[] body, long nowSeconds, long toleranceSeconds) {
        String[] parts = header.split(",", -1);
        if (parts.length != 2 || !parts[0].matches("t=[0-9]{1,18}") || !parts[1].matches("v1=[0-9a-f]{64}")) {
            return false;
        }
        long sent = Long.parseLong(parts[0].substring(2));
        byte[] given = HexFormat.of().parseHex(parts[1].substring(3));
        return MessageDigest.isEqual(given, mac(key, sent, body)) && Math.abs(nowSeconds - sent) <= toleranceSeconds;
    }

    private static byte[] mac(byte[] key, long epochSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((epochSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256; the key must not be empty", e);
        }
    }
}
