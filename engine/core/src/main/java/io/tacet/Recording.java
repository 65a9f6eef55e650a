package io.tacet;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The handle of one recording. Every method may be called from any thread and returns at once.
 *
 * <p>Commands carry the ring's tail as read at the call: every packet offered before the call is used before the command is. A command
 * to a recording that has ended does nothing.
 */
public interface Recording {
    /** {@return its id, unique within the engine} */
    String id();

    /** {@return where it is in its life} */
    RecordingState state();

    /** {@return the rate of its file in Hz} */
    int sampleRate();

    /**
     * {@return samples accepted from position 0 so far; as {@link #level()} and the counters up to 100 ms behind what came while no limit is
     * near, for the recorder lets plain audio wait that long (50 ms where there is a journal)}
     */
    long positionSamples();

    /**
     * How many of {@link #positionSamples()} a crash cannot take any more, as {@link EngineConfig#durability()} promises.
     *
     * @return samples that survive; 0 with {@link Durability#NONE}; never too high, and at most 250 ms behind while the disk keeps up
     */
    long durableSamples();

    /** {@return RMS of the last complete window in 16-bit units, 0 to 32768} */
    double level();

    /** {@return the current run of silence in samples; 0 while there is activity} */
    long silenceSamples();

    /** {@return how many digits were pressed so far} */
    int digitCount();

    /** {@return what became of every packet so far}. A snapshot; exact once the producer is quiet. */
    PacketCounters counters();

    /** {@return why it ended, or null while it has not} */
    @Nullable
    Termination termination();

    /**
     * Completed on the callback thread, and never exceptionally.
     *
     * @return the result, once the sink has confirmed, or the recording has failed or was aborted
     */
    CompletionStage<RecordingResult> completion();

    /**
     * A key was pressed, told by signalling (SIP INFO and the like): at the end of the media offered so far.
     *
     * @param digit one of {@code 0–9 * # A–D !}
     * @return false if the recording has ended or too many digits are waiting
     * @throws IllegalArgumentException for another character
     */
    boolean digit(char digit);

    /** Ends the recording with cause STOPPED at the end of the media offered so far. */
    void stop();

    /** Ends the recording with cause ENDED at the end of the media offered so far. */
    void hangUp();

    /** Gives the recording up: nothing is kept, no result but {@link RecordingResult.Aborted}. */
    void abort();

    /** Leaves what follows out of the file and of both clocks; terminators still end the recording. */
    void pause();

    /** Takes media up again. */
    void resume();

    /** The chain, for example {@code rtp(0=PCMU/8000 …) → rms(200) → arbiter[#, 3 s, 10 s] → wav(8k pcm16) → dir(recordings)}. */
    @Override
    String toString();
}
