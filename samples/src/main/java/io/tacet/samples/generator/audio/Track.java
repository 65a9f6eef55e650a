package io.tacet.samples.generator.audio;

import io.tacet.samples.generator.SeededRandom;
import io.tacet.samples.generator.speech.Levels;
import io.tacet.samples.generator.speech.Music;
import io.tacet.samples.generator.speech.Noise;
import io.tacet.samples.generator.speech.Voice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A line, built stretch by stretch: what is said on it, and the floor under it. Thread: one. */
final class Track {
    static final double SPEECH_DBFS = -22;
    private static final int CLICK_PEAK = 6000;

    private final SeededRandom random;
    private final int rate;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Click> clicks = new ArrayList<>();
    private double[] samples = new double[0];
    private Noise floor = Noise.NONE;
    private double floorRms;

    Track(String name, int rate) {
        this.rate = rate;
        random = new SeededRandom(name);
    }

    /** The floor from here on. */
    Track floor(Noise kind, double dbfs) {
        floor = kind;
        floorRms = kind == Noise.NONE ? 0 : Levels.rms(dbfs);
        return this;
    }

    /** The floor from here on, as an RMS in 16-bit units. */
    Track floorOf(Noise kind, double rms) {
        floor = kind;
        floorRms = rms;
        return this;
    }

    Track silence(double seconds) {
        return add("silence", new double[length(seconds)], 0);
    }

    /** Silence of a number of samples that no window divides. */
    Track silenceOf(int length) {
        return add("silence", new double[length], 0);
    }

    Track speech(Voice voice, double seconds) {
        double rms = Levels.rms(SPEECH_DBFS);
        return add("speech", voice.speak(length(seconds), rate, rms, random), rms);
    }

    /** A whisper whose windows are all within ±2 dB of a level. */
    Track whisper(double seconds, double dbfs) {
        double rms = Levels.rms(dbfs);
        double[] whisper = Voice.WHISPER.speak(length(seconds), rate, rms, random);
        Levels.flatten(whisper, rate, 0.85 * rms, 1.2 * rms);
        return add("whisper", whisper, rms);
    }

    Track music(double seconds, double dbfs) {
        double rms = Levels.rms(dbfs);
        return add("music", Music.play(length(seconds), rate, rms), rms);
    }

    /** A click of some milliseconds, so long after the last stretch began. */
    Track click(double secondsIn, double milliseconds) {
        int start = segments.get(segments.size() - 1).start() + (int) Math.round(secondsIn * rate);
        int end = start + (int) Math.round(milliseconds * rate / 1000);
        for (int i = start; i < end; i++) {
            double decay = 1 - 0.5 * (i - start) / (end - start);
            samples[i] += CLICK_PEAK * decay * ((i - start) % 4 < 2 ? 1 : -1);
        }
        clicks.add(new Click(start, end, CLICK_PEAK));
        return this;
    }

    /** A constant offset over everything so far. */
    Track offset(double value) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] += value;
        }
        return this;
    }

    private Track add(String kind, double[] sound, double soundRms) {
        int start = samples.length;
        samples = Arrays.copyOf(samples, start + sound.length);
        double[] noise = floor.make(sound.length, rate, floorRms, random);
        for (int i = 0; i < sound.length; i++) {
            samples[start + i] = sound[i] + noise[i];
        }
        segments.add(new Segment(kind, start, samples.length, floorRms, soundRms));
        return this;
    }

    private int length(double seconds) {
        return (int) Math.round(seconds * rate);
    }

    int rate() {
        return rate;
    }

    double[] samples() {
        return samples;
    }

    List<Segment> segments() {
        return segments;
    }

    List<Click> clicks() {
        return clicks;
    }
}
