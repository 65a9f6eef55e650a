package io.tacet.samples.generator.captures;

/**
 * A transport address from the ranges for documentation (RFC 5737, RFC 3849).
 *
 * @param address 4 or 16 bytes
 * @param port of UDP
 */
record Endpoint(byte[] address, int port) {
    /** The recorder. */
    static final Endpoint RECORDER = v4(192, 0, 2, 20, 5004);

    /** The caller. */
    static final Endpoint CALLER = v4(192, 0, 2, 10, 40000);

    /** Somebody else. */
    static final Endpoint STRANGER = v4(203, 0, 113, 66, 31336);

    /** The recorder by IPv6. */
    static final Endpoint RECORDER_V6 = v6(0x20, 5004);

    /** The caller by IPv6. */
    static final Endpoint CALLER_V6 = v6(0x10, 40000);

    private static Endpoint v4(int a, int b, int c, int d, int port) {
        return new Endpoint(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, port);
    }

    private static Endpoint v6(int last, int port) {
        byte[] address = new byte[16];
        address[0] = 0x20;
        address[1] = 0x01;
        address[2] = 0x0D;
        address[3] = (byte) 0xB8;
        address[15] = (byte) last;
        return new Endpoint(address, port);
    }

    boolean isV6() {
        return address.length == 16;
    }
}
