package io.tacet;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each RTP payload type of a call means, as the call's SDP negotiated it. Immutable.
 *
 * <p>Static types are 0 (PCMU) and 8 (PCMA) at 8000 Hz and 13 (comfort noise, RFC 3389); telephone events default to 101. All audio
 * types of one recording have one clock rate, which is the rate of its file.
 */
public final class PayloadTypes {
    /** PCMU on 0, PCMA on 8, comfort noise on 13, telephone events on 101 with an 8000 Hz clock. */
    public static final PayloadTypes TELEPHONY = new Builder().build();

    private final @Nullable PayloadFormat[] audio;
    private final int[] eventClockRate;
    private final boolean[] comfortNoise;
    private final int[] redundancy;
    private final PayloadFormat primary;

    private PayloadTypes(Builder builder, PayloadFormat primary) {
        audio = builder.audio.clone();
        eventClockRate = builder.eventClockRate.clone();
        comfortNoise = builder.comfortNoise.clone();
        redundancy = builder.redundancy.clone();
        this.primary = primary;
    }

    /** {@return the format of {@link MediaInput#onAudio} and of the file's rate} */
    public PayloadFormat primary() {
        return primary;
    }

    /**
     * {@return the audio format of a payload type (0 to 127), or null if it carries no audio}
     *
     * @param payloadType 0 to 127
     */
    public @Nullable PayloadFormat audio(int payloadType) {
        return audio[payloadType & 0x7F];
    }

    /**
     * {@return the clock rate of telephone events on a payload type in Hz, or 0 if it carries none}
     *
     * @param payloadType 0 to 127
     */
    public int eventClockRate(int payloadType) {
        return eventClockRate[payloadType & 0x7F];
    }

    /**
     * {@return whether a payload type is comfort noise (RFC 3389)}
     *
     * @param payloadType 0 to 127
     */
    public boolean comfortNoise(int payloadType) {
        return comfortNoise[payloadType & 0x7F];
    }

    /**
     * {@return whether a payload type is redundant data (RFC 2198)}
     *
     * @param payloadType 0 to 127
     */
    public boolean redundant(int payloadType) {
        return redundancy[payloadType & 0x7F] != 0;
    }

    /** {@return a builder that starts from the static payload types} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * For recordings that get their audio by {@link MediaInput#onAudio} only.
     *
     * @param format of the frames, and of the file's rate
     * @return the static payload types and that format
     */
    public static PayloadTypes of(PayloadFormat format) {
        return new Builder().primary(format).build();
    }

    /** The types and what they carry, for example {@code 0=PCMU/8000 101=telephone-event/8000}. */
    @Override
    public String toString() {
        TreeMap<Integer, String> types = new TreeMap<>();
        for (int i = 0; i < 128; i++) {
            PayloadFormat format = audio[i];
            if (format != null) {
                types.put(i, i + "=" + format.encoding() + "/" + format.clockRate());
            } else if (eventClockRate[i] > 0) {
                types.put(i, i + "=telephone-event/" + eventClockRate[i]);
            } else if (comfortNoise[i]) {
                types.put(i, i + "=CN");
            } else if (redundancy[i] != 0) {
                types.put(i, i + "=red");
            }
        }
        return String.join(" ", types.values());
    }

    /** Collects payload types; not thread-safe. */
    public static final class Builder {
        private final @Nullable PayloadFormat[] audio = new PayloadFormat[128];
        private final int[] eventClockRate = new int[128];
        private final boolean[] comfortNoise = new boolean[128];
        private final int[] redundancy = new int[128];
        private @Nullable PayloadFormat primary;

        private Builder() {
            comfortNoise[13] = true;
        }

        /**
         * The format of raw audio and of the file's rate; without it the first audio type given, else PCMU.
         *
         * @param format its clock rate is that of the recording
         * @return this builder
         */
        public Builder primary(PayloadFormat format) {
            primary = format;
            return this;
        }

        /**
         * A payload type carries audio.
         *
         * @param payloadType 0 to 127
         * @param format one clock rate for all of them
         * @return this builder
         * @throws IllegalArgumentException for another payload type
         */
        public Builder audio(int payloadType, PayloadFormat format) {
            audio[check(payloadType)] = format;
            if (primary == null) {
                primary = format;
            }
            return this;
        }

        /**
         * A payload type carries telephone events (RFC 4733).
         *
         * @param payloadType 0 to 127
         * @param clockRate of their timestamps and durations, 8000 to 48000 Hz; may differ from the audio's
         * @return this builder
         * @throws IllegalArgumentException for another payload type or clock rate
         */
        public Builder events(int payloadType, int clockRate) {
            if (clockRate < 8000 || clockRate > 48000) {
                throw new IllegalArgumentException(
                        "telephone-event clock rate is " + clockRate + " Hz; allowed are 8000 to 48000");
            }
            eventClockRate[check(payloadType)] = clockRate;
            return this;
        }

        /**
         * A payload type carries comfort noise (RFC 3389).
         *
         * @param payloadType 0 to 127
         * @return this builder
         * @throws IllegalArgumentException for another payload type
         */
        public Builder comfortNoise(int payloadType) {
            comfortNoise[check(payloadType)] = true;
            return this;
        }

        /**
         * A payload type carries redundant telephone events or audio (RFC 2198).
         *
         * @param payloadType 0 to 127
         * @return this builder
         * @throws IllegalArgumentException for another payload type
         */
        public Builder redundant(int payloadType) {
            redundancy[check(payloadType)] = 1;
            return this;
        }

        /**
         * Adds the static types where they are free and the rate is 8000 Hz, and events on 101 where none were named.
         *
         * @return the payload types
         * @throws IllegalArgumentException if audio types differ in clock rate
         */
        public PayloadTypes build() {
            PayloadFormat first = primary == null ? PayloadFormat.PCMU : primary;
            if (first.clockRate() == 8000) {
                audioIfFree(0, PayloadFormat.PCMU);
                audioIfFree(8, PayloadFormat.PCMA);
            }
            boolean events = false;
            for (int i = 0; i < 128; i++) {
                PayloadFormat format = audio[i];
                if (format != null && format.clockRate() != first.clockRate()) {
                    throw new IllegalArgumentException("payload type " + i + " has a clock rate of "
                            + format.clockRate() + " Hz, the recording " + first.clockRate()
                            + "; one recording has one rate");
                }
                events |= eventClockRate[i] > 0;
            }
            if (!events && audio[101] == null) {
                eventClockRate[101] = 8000;
            }
            return new PayloadTypes(this, first);
        }

        private void audioIfFree(int payloadType, PayloadFormat format) {
            if (audio[payloadType] == null && eventClockRate[payloadType] == 0) {
                audio[payloadType] = format;
            }
        }

        private static int check(int payloadType) {
            if (payloadType < 0 || payloadType > 127) {
                throw new IllegalArgumentException("payload type is " + payloadType + "; allowed are 0 to 127");
            }
            return payloadType;
        }
    }
}
