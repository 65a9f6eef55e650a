package io.tacet.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What identifies bytes: SHA-256 for us (hex), CRC32C for the store (base64 of the big-endian value, as S3 wants it).
 *
 * @param size in bytes
 */
record Digests(long size, String sha256, String crc32c) {
    /** Reads {@code length} bytes, or all there are if that is less. */
    static Digests of(InputStream in, long length) throws IOException {
        MessageDigest sha = sha256Digest();
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        while (size < length) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, length - size));
            if (n < 0) {
                break;
            }
            sha.update(buffer, 0, n);
            crc.update(buffer, 0, n);
            size += n;
        }
        byte[] value = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        return new Digests(
                size,
                HexFormat.of().formatHex(sha.digest()),
                Base64.getEncoder().encodeToString(value));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
