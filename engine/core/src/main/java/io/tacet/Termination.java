package io.tacet;

/**
 * Why a recording ended, and at which sample (RULES E1). {@code atSample} is the number of samples from position 0 to the end: an
 * exclusive end. Immutable.
 */
public sealed interface Termination {
    /** {@return the exclusive end, in samples from position 0; 0 or more} */
    long atSample();

    /** {@return the cause's name in manifests and metrics} */
    Cause cause();

    /** {@return whether the recording counts as a success (RULES E2)} */
    default boolean success() {
        return cause().success();
    }

    /** The names of causes, in the order in which they win at the same sample. */
    enum Cause {
        /** A terminator key. */
        TERMINATOR(true),
        /** The duration limit, or the engine's cap. */
        DURATION(true),
        /** N seconds of silence. */
        SILENCE(true),
        /** Hang-up or end of input. */
        ENDED(true),
        /** The host asked. */
        STOPPED(true),
        /** No packet came, or none any more. */
        NO_MEDIA(false),
        /** The process died; recovery finished the file. */
        INTERRUPTED(true),
        /** The host gave the recording up; nothing is kept. */
        ABORTED(false),
        /** The recording's own file failed. */
        FAILED(false);

        private final boolean success;

        Cause(boolean success) {
            this.success = success;
        }

        /** {@return whether this cause is a success} */
        public boolean success() {
            return success;
        }
    }

    /**
     * A terminator key was pressed; the press is not in the file.
     *
     * @param digit the key: {@code 0–9 * #}
     * @param atSample where it was pressed, by its RTP timestamp (RFC 4733); audio past it is cut
     */
    record Terminator(char digit, long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.TERMINATOR;
        }
    }

    /**
     * The duration limit, or the engine's cap, was reached.
     *
     * @param atSample {@code round(seconds × rate)} of the limit that was reached
     */
    record MaxDuration(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.DURATION;
        }
    }

    /**
     * The caller was silent for as long as the policy says.
     *
     * @param atSample the end of the 10 ms window in which the run first spans the limit
     */
    record Silence(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.SILENCE;
        }
    }

    /**
     * The far end hung up, or the input was closed.
     *
     * @param atSample all that was offered before the end of the input
     */
    record Ended(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.ENDED;
        }
    }

    /**
     * The host stopped the recording.
     *
     * @param atSample all that was offered before {@link Recording#stop()}
     */
    record Stopped(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.STOPPED;
        }
    }

    /**
     * No packet came for too long.
     *
     * @param atSample the last received sample; 0 if no packet ever came
     */
    record NoMedia(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.NO_MEDIA;
        }
    }

    /**
     * The process died while recording; recovery sealed what was durable.
     *
     * @param atSample the last sample that was durable
     */
    record Interrupted(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.INTERRUPTED;
        }
    }

    /**
     * The host aborted; nothing is kept.
     *
     * @param atSample how far the recording had come
     */
    record Aborted(long atSample) implements Termination {
        @Override
        public Cause cause() {
            return Cause.ABORTED;
        }
    }

    /**
     * The recording's own file or state failed; what was written is kept where it can be.
     *
     * @param atSample how far the recording had come
     * @param reason for people, one line
     */
    record Failed(long atSample, String reason) implements Termination {
        @Override
        public Cause cause() {
            return Cause.FAILED;
        }
    }
}
