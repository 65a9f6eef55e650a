package io.tacet.samples.generator.captures;

import java.nio.ByteBuffer;

/** What stands before the IP header; numbers of the link types as tcpdump.org lists them. */
enum Link {
    ETHERNET(1, 14) {
        @Override
        void header(ByteBuffer frame, int etherType) {
            addresses(frame).putShort((short) etherType);
        }
    },
    /** Ethernet with a tag of IEEE 802.1Q. */
    VLAN(1, 18) {
        @Override
        void header(ByteBuffer frame, int etherType) {
            addresses(frame).putShort((short) 0x8100).putShort((short) 0x2064).putShort((short) etherType);
        }
    },
    /** Linux "any", first version. */
    SLL(113, 16) {
        @Override
        void header(ByteBuffer frame, int etherType) {
            frame.putShort((short) 0).putShort((short) 1).putShort((short) 6);
            frame.put(MAC).putShort((short) 0).putShort((short) etherType);
        }
    },
    /** Linux "any", second version. */
    SLL2(276, 20) {
        @Override
        void header(ByteBuffer frame, int etherType) {
            frame.putShort((short) etherType).putShort((short) 0).putInt(2);
            frame.putShort((short) 1).put((byte) 0).put((byte) 6).put(MAC).putShort((short) 0);
        }
    },
    /** IP itself. */
    RAW(101, 0) {
        @Override
        void header(ByteBuffer frame, int etherType) {
            // nothing stands before it
        }
    };

    private static final byte[] MAC = {0x02, 0, 0, 0, 0, 0x10};

    private final int type;
    private final int length;

    Link(int type, int length) {
        this.type = type;
        this.length = length;
    }

    int type() {
        return type;
    }

    int length() {
        return length;
    }

    abstract void header(ByteBuffer frame, int etherType);

    private static ByteBuffer addresses(ByteBuffer frame) {
        frame.put(MAC).put((byte) 0xFE);
        return frame.put(MAC, 0, 5);
    }
}
