package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.fail;

import io.tacet.codec.G711;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** What callers say in these tests: the third phrase of the sample voicemail, µ-law, without a pause that would end it. */
final class Speech {
    private static final Path VOICEMAIL = Path.of("..", "audio", "voicemail.wav");
    private static final int BEGIN = 36_000;

    private Speech() {}

    /** So many frames of 20 ms. */
    static byte[] ulaw(int frames) throws IOException {
        try (WavReader wav = WavReader.open(VOICEMAIL)) {
            byte[] all = new byte[BEGIN + frames * Capture.FRAME];
            wav.read(all, 0, all.length);
            return Arrays.copyOfRange(all, BEGIN, all.length);
        }
    }

    static short[] samples(byte[] ulaw) {
        short[] samples = new short[ulaw.length];
        for (int i = 0; i < ulaw.length; i++) {
            samples[i] = G711.ulawToLinear(ulaw[i]);
        }
        return samples;
    }

    /**
     * Fails unless a message is what was said, whole, from one packet on to the end that the test expects: its length says from which.
     *
     * @param said all that was sent
     * @param end how much of it belongs to the message
     * @param mostMissing packets that may have been sent while the greeting was still playing
     */
    static void assertIsWhatWasSaid(byte[] said, int end, int mostMissing, short[] message) {
        int begin = end - message.length;
        if (begin < 0 || begin % Capture.FRAME != 0 || begin / Capture.FRAME > mostMissing) {
            fail(message.length + " samples; allowed are " + end + " less up to " + mostMissing + " packets");
        }
        short[] expected = Arrays.copyOfRange(samples(said), begin, end);
        int difference = Arrays.mismatch(expected, message);
        if (difference >= 0) {
            fail("sample " + difference + " of " + message.length + " is " + message[difference] + ", said was "
                    + expected[difference] + "; first packet " + begin / Capture.FRAME);
        }
    }
}
