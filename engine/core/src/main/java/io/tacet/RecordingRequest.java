package io.tacet;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to record and when to stop. Immutable; made by {@link #builder()}. Every option has a default that records until the input
 * ends.
 *
 * @param id of the recording and, by default, of its file: 1 to 128 characters of {@code A–Z a–z 0–9 . _ -}, not beginning with a
 *     dot. Default: a random UUID. Trade-off: names of your own are found again, but must be unique
 * @param payloadTypes what the packets carry; default {@link PayloadTypes#TELEPHONY}
 * @param duration total from the first recorded sample; null = until something else ends it. Trade-off: the only bound that a
 *     noisy line cannot outlast
 * @param silence when silence ends it; null = never. Trade-off: see {@link SilencePolicy}
 * @param terminators keys that end it; default none
 * @param ignoreKeysFor keys pressed before this much media was recorded are listed but end nothing; default 0. Trade-off: protects
 *     against impatient callers who press during the greeting, but a caller in a hurry must press again
 * @param mediaTimeout ends with NO_MEDIA when no packet came for so long after the first; default 60 s, 0 = off. Trade-off: short
 *     frees dead calls early, but must outlast the far end's DTX and hold
 * @param cap a duration limit for everyone, with a warning; default 4 h. Trade-off: bounds a forgotten call's disk
 * @param trimTrailingSilence leaves the run of silence at the end out of the file; default false. Trade-off: smaller files, but the
 *     file no longer shows the silence that ended it
 * @param maskEvents replaces audio that a gateway sends during telephone events by silence; default false. Trade-off: keeps card
 *     numbers out of the file, and with them what was said over the keys
 * @param outputEncoding of the WAV; default PCM16. Trade-off: G.711 halves the size, some readers do not play it
 * @param source the only address that may send, as {@link MediaSource#of} makes it; 0 = learned from the first packets. Trade-off:
 *     learning accepts whoever comes first
 * @param listener told of the end
 * @param labels for the sink, kept with the recording; not interpreted
 */
public record RecordingRequest(
        String id,
        PayloadTypes payloadTypes,
        @Nullable Duration duration,
        @Nullable SilencePolicy silence,
        Terminators terminators,
        Duration ignoreKeysFor,
        Duration mediaTimeout,
        Duration cap,
        boolean trimTrailingSilence,
        boolean maskEvents,
        OutputEncoding outputEncoding,
        long source,
        RecordingListener listener,
        Map<String, String> labels) {
    /** The longest duration: 2^31−1 seconds. */
    public static final Duration MAXIMUM_DURATION = Duration.ofSeconds(Integer.MAX_VALUE);

    /**
     * Checks the ranges. {@link #builder()} is the way to make one: this constructor grows with every option.
     *
     * @param id see {@link #id()}
     * @param payloadTypes see {@link #payloadTypes()}
     * @param duration see {@link #duration()}
     * @param silence see {@link #silence()}
     * @param terminators see {@link #terminators()}
     * @param ignoreKeysFor see {@link #ignoreKeysFor()}
     * @param mediaTimeout see {@link #mediaTimeout()}
     * @param cap see {@link #cap()}
     * @param trimTrailingSilence see {@link #trimTrailingSilence()}
     * @param maskEvents see {@link #maskEvents()}
     * @param outputEncoding see {@link #outputEncoding()}
     * @param source see {@link #source()}
     * @param listener see {@link #listener()}
     * @param labels see {@link #labels()}
     * @throws IllegalArgumentException if a value is out of range; the message names it and what is allowed
     */
    public RecordingRequest {
        checkId(id);
        if (duration != null) {
            checkRange("duration", duration, Duration.ofNanos(1), MAXIMUM_DURATION);
        }
        checkRange("ignore time for keys", ignoreKeysFor, Duration.ZERO, MAXIMUM_DURATION);
        checkRange("media timeout", mediaTimeout, Duration.ZERO, MAXIMUM_DURATION);
        checkRange("cap", cap, Duration.ofNanos(1), MAXIMUM_DURATION);
        labels = Map.copyOf(labels);
    }

    /**
     * Begins with every option at its default.
     *
     * @return a builder, to be used by one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void checkRange(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + Seconds.of(value) + " s; allowed are "
                    + (least.isZero() ? "0" : "above 0") + " to " + Seconds.of(most) + " s");
        }
    }

    private static void checkId(String id) {
        boolean valid = !id.isEmpty() && id.length() <= 128 && id.charAt(0) != '.';
        for (int i = 0; valid && i < id.length(); i++) {
            char c = id.charAt(i);
            valid = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "._-".indexOf(c) >= 0;
        }
        if (!valid) {
            throw new IllegalArgumentException("recording id is '" + id
                    + "'; allowed are 1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot");
        }
    }

    /** Collects the options; not thread-safe. Each setter is documented at the component of {@link RecordingRequest}. */
    public static final class Builder {
        private String id = "";
        private PayloadTypes payloadTypes = PayloadTypes.TELEPHONY;
        private @Nullable Duration duration;
        private @Nullable SilencePolicy silence;
        private Terminators terminators = Terminators.NONE;
        private Duration ignoreKeysFor = Duration.ZERO;
        private Duration mediaTimeout = Duration.ofSeconds(60);
        private Duration cap = Duration.ofHours(4);
        private boolean trimTrailingSilence;
        private boolean maskEvents;
        private OutputEncoding outputEncoding = OutputEncoding.PCM16;
        private long source = MediaSource.UNCHECKED;
        private RecordingListener listener = RecordingListener.NONE;
        private Map<String, String> labels = Map.of();

        private Builder() {}

        /**
         * See {@link RecordingRequest#id()}.
         *
         * @param value 1 to 128 of {@code A–Z a–z 0–9 . _ -}, not beginning with a dot; empty draws a random UUID
         * @return this builder
         */
        public Builder id(String value) {
            id = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#payloadTypes()}.
         *
         * @param value as the call's SDP negotiated them
         * @return this builder
         */
        public Builder payloadTypes(PayloadTypes value) {
            payloadTypes = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#duration()}.
         *
         * @param value above 0, to {@link #MAXIMUM_DURATION}; null for no limit but the cap
         * @return this builder
         */
        public Builder duration(@Nullable Duration value) {
            duration = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#silence()}.
         *
         * @param value null does not watch silence
         * @return this builder
         */
        public Builder silence(@Nullable SilencePolicy value) {
            silence = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#terminators()}.
         *
         * @param value {@link Terminators#NONE} for none
         * @return this builder
         */
        public Builder terminators(Terminators value) {
            terminators = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#ignoreKeysFor()}.
         *
         * @param value of recorded media, 0 to {@link #MAXIMUM_DURATION}
         * @return this builder
         */
        public Builder ignoreKeysFor(Duration value) {
            ignoreKeysFor = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#mediaTimeout()}.
         *
         * @param value 0 to {@link #MAXIMUM_DURATION}; 0 waits for ever
         * @return this builder
         */
        public Builder mediaTimeout(Duration value) {
            mediaTimeout = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#cap()}.
         *
         * @param value above 0, to {@link #MAXIMUM_DURATION}
         * @return this builder
         */
        public Builder cap(Duration value) {
            cap = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#trimTrailingSilence()}.
         *
         * @param value true cuts the file where the last run of silence begins
         * @return this builder
         */
        public Builder trimTrailingSilence(boolean value) {
            trimTrailingSilence = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#maskEvents()}.
         *
         * @param value true replaces audio under telephone events by silence
         * @return this builder
         */
        public Builder maskEvents(boolean value) {
            maskEvents = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#outputEncoding()}.
         *
         * @param value of the WAV, independent of how the samples arrive
         * @return this builder
         */
        public Builder outputEncoding(OutputEncoding value) {
            outputEncoding = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#source()}.
         *
         * @param value as {@link MediaSource#of} makes it; {@link MediaSource#UNCHECKED} learns it
         * @return this builder
         */
        public Builder source(long value) {
            source = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#listener()}.
         *
         * @param value called on the engine's callback thread
         * @return this builder
         */
        public Builder listener(RecordingListener value) {
            listener = value;
            return this;
        }

        /**
         * See {@link RecordingRequest#labels()}.
         *
         * @param value copied by {@link #build()}
         * @return this builder
         */
        public Builder labels(Map<String, String> value) {
            labels = value;
            return this;
        }

        /**
         * Checks and makes the request; the builder may be used on.
         *
         * @return the request; without an id of its own it has a new one each time
         * @throws IllegalArgumentException if a value is out of range; the message names it and what is allowed
         */
        public RecordingRequest build() {
            String name = id.isEmpty() ? UUID.randomUUID().toString() : id;
            return new RecordingRequest(
                    name,
                    payloadTypes,
                    duration,
                    silence,
                    terminators,
                    ignoreKeysFor,
                    mediaTimeout,
                    cap,
                    trimTrailingSilence,
                    maskEvents,
                    outputEncoding,
                    source,
                    listener,
                    labels);
        }
    }
}
