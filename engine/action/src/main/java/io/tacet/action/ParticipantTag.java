package io.tacet.action;

import org.jspecify.annotations.Nullable;

/** Which leg of the call an action means. */
public enum ParticipantTag {
    /** The leg that came first. */
    LEG_A("LEG-A"),
    /** The leg that was called. */
    LEG_B("LEG-B");

    private final String wire;

    ParticipantTag(String wire) {
        this.wire = wire;
    }

    /** {@return the tag as JSON carries it} */
    public String wire() {
        return wire;
    }

    /**
     * Names are exact: no other case, no spaces.
     *
     * @param wire as JSON carries it
     * @return the tag, or null if there is none of this name
     */
    public static @Nullable ParticipantTag of(String wire) {
        for (ParticipantTag tag : values()) {
            if (tag.wire.equals(wire)) {
                return tag;
            }
        }
        return null;
    }
}
