package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.codec.Decoders;
import io.tacet.core.RmsLevel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a threshold means as a level (DESIGN.md, decision 3). */
class ThresholdScaleTest {
    private static SilenceThreshold threshold(double value, ThresholdScale scale, double calibrationDb) {
        return new SilenceThreshold(value, scale, calibrationDb);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "100, 50", "200, 60", "1000, 75"})
    void shouldPassThroughTheFourReferencePoints(double value, double decibels) {
        // 75 dB is an RMS of 1000.
        double found = 75 + 20 * Math.log10(SilenceThreshold.of(value).rms() / 1000);
        assertEquals(decibels, found, 0.05);
    }

    @Test
    void shouldKnowTheDefaultInEveryUnit() {
        // 1000 × 10^(−15/20) = 177.83; 20 log10(177.83 / 32768) = −45.31.
        assertEquals(177.83, SilenceThreshold.DEFAULT.rms(), 0.01);
        assertEquals(-45.31, SilenceThreshold.DEFAULT.dbfs(), 0.01);
    }

    @ParameterizedTest
    @EnumSource(ThresholdScale.class)
    void shouldRiseStrictly(ThresholdScale scale) {
        double before = 0;
        for (double value = 1; value <= 1000; value += 0.25) {
            double rms = threshold(value, scale, 0).rms();
            assertTrue(rms > before, value + " is " + rms);
            before = rms;
        }
    }

    @ParameterizedTest
    @EnumSource(ThresholdScale.class)
    void shouldFindAThresholdByItsLevelAgain(ThresholdScale scale) {
        for (double calibration : new double[] {0, -12, 7.5}) {
            for (double value = 1; value <= 1000; value += 0.5) {
                SilenceThreshold threshold = threshold(value, scale, calibration);
                assertEquals(value, threshold.scaleOf(threshold.rms()), 1e-6);
            }
        }
    }

    @Test
    void shouldShiftByTheCalibration() {
        assertEquals(
                SilenceThreshold.of(200).dbfs() + 6,
                threshold(200, ThresholdScale.REFERENCE, 6).dbfs(),
                1e-9);
        assertEquals(1_000, threshold(100, ThresholdScale.AMPLITUDE, 20).rms(), 1e-9);
    }

    @Test
    void shouldMeanTheValueItselfOnTheAmplitudeScale() {
        assertEquals(137, threshold(137, ThresholdScale.AMPLITUDE, 0).rms());
    }

    @Test
    void shouldClampLevelsToTheScale() {
        assertEquals(0, SilenceThreshold.DEFAULT.scaleOf(0));
        assertEquals(1000, SilenceThreshold.DEFAULT.scaleOf(32_768));
        assertEquals(-100, SilenceThreshold.dbfs(0));
        assertEquals(-100, SilenceThreshold.dbfs(0.01));
        assertEquals(0, SilenceThreshold.dbfs(32_768));
    }

    /** Idle lines: A-law has no zero (0xD5 is +8, 0x55 is −8), µ-law has two (0xFF and 0x7F). */
    @ParameterizedTest
    @CsvSource({"PCMA, 0xD5, 0x55", "PCMA, 0xD5, 0xD5", "PCMU, 0xFF, 0x7F", "PCMU, 0xFF, 0xFF"})
    void shouldTakeIdleLinesForSilenceAtAHundred(AudioEncoding encoding, String even, String odd) {
        byte[] bytes = new byte[80];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) Integer.decode(i % 2 == 0 ? even : odd);
        }
        short[] samples = new short[80];
        Decoders.of(encoding).decode(bytes, 0, bytes.length, samples);
        int most = encoding == AudioEncoding.PCMA ? 8 : 0;
        assertTrue(Arrays.equals(samples, new short[80]) || Math.abs(samples[0]) == most, Arrays.toString(samples));
        RmsLevel level = new RmsLevel(8000);
        level.samples(samples, 0, 80);
        assertTrue(level.endOfWindow(80) <= SilenceThreshold.of(100).rms());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.99, 1000.01, -5, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAThresholdOffTheScale(double value) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SilenceThreshold.of(value));
        assertEquals("silence threshold is " + value + "; allowed are 1 to 1000", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-60.1, 60.1, Double.NaN})
    void shouldRefuseACalibrationBeyondSixtyDecibels(double calibration) {
        assertThrows(IllegalArgumentException.class, () -> threshold(200, ThresholdScale.REFERENCE, calibration));
    }
}
