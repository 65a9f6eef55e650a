package io.tacet.samples.voicemail.sdp;

/** Which way media flows, from the side that says so (RFC 3264 section 5.1). */
public enum Direction {
    /** Both ways. */
    SENDRECV("sendrecv", true, true),
    /** From that side only: how a phone puts somebody on hold. */
    SENDONLY("sendonly", true, false),
    /** To that side only. */
    RECVONLY("recvonly", false, true),
    /** Neither way. */
    INACTIVE("inactive", false, false);

    private final String attribute;
    private final boolean sends;
    private final boolean receives;

    Direction(String attribute, boolean sends, boolean receives) {
        this.attribute = attribute;
        this.sends = sends;
        this.receives = receives;
    }

    /** As an attribute's name, without {@code a=}. */
    public String attribute() {
        return attribute;
    }

    /** Whether that side sends. */
    public boolean sends() {
        return sends;
    }

    /** Whether that side receives. */
    public boolean receives() {
        return receives;
    }

    /** The answer to it: what one side sends is what the other receives. */
    public Direction mirrored() {
        return switch (this) {
            case SENDRECV, INACTIVE -> this;
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
        };
    }
}
