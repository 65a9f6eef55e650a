package io.tacet.samples.generator.captures;

/** How a sender tells of a key. Mutable; the default is what RFC 4733 asks for. */
final class EventStyle {
    /** Which packets of an event have the marker. */
    enum Marker {
        FIRST,
        NEVER,
        ALWAYS
    }

    /** What repeated ends have in common. */
    enum Ends {
        NEW_SEQUENCE,
        SAME_SEQUENCE,
        NEW_TIMESTAMP
    }

    /** What becomes of durations above 0xFFFF. */
    enum LongPress {
        WRAPS,
        SEGMENTS,
        SATURATES
    }

    int payloadType = 101;
    int clockRate = 8000;
    int updateMillis = 20;
    int endCount = 3;
    int endSpacingMillis;
    Marker marker = Marker.FIRST;
    Ends ends = Ends.NEW_SEQUENCE;
    LongPress longPress = LongPress.SEGMENTS;
    boolean reservedBit;
    boolean startsWithZero;
    boolean audioGoesOn;
    boolean timestampMoves;
    boolean timestampStands;
    int redundantType;
}
