package io.tacet.s3;

/** How a store is to check what it received. */
public enum S3Checksums {
    /** CRC32C of every object and part, in a header. The default. */
    CRC32C,
    /** Only what the protocol itself requires, for stores that refuse the checksum headers. Trade-off: TLS alone guards the bytes. */
    WHEN_REQUIRED
}
