package io.tacet.samples.generator.audio;

import io.tacet.samples.generator.speech.Encoding;
import io.tacet.samples.generator.speech.Noise;
import io.tacet.samples.generator.speech.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The WAVs of samples/audio, and what each is asked. Thread: one. */
public final class AudioScenarios {
    private static final int TELEPHONE = 8000;
    private static final int WIDEBAND = 16000;

    private static final String TABLE = """
            # Audio: recordings whose end is known to the sample

            Telephone-like WAVs, and beside each its truth in JSON: segments to the sample, and `ends`, where and why a recording
            with given limits ends (thresholds on the reference scale, silence both initial and final). The truth follows from how each file was
            built; a reference model in the tests, which looks at samples only, holds against it. The voices are synthetic and say
            nothing. Written by `GenerateSamples`.

            | WAV | what | encoding | seconds |
            |---|---|---|---|
            """;

    private final List<AudioSample> samples = new ArrayList<>();

    private AudioScenarios() {}

    /** Writes all of them into a folder. */
    public static void writeTo(Path folder) throws IOException {
        AudioScenarios scenarios = new AudioScenarios();
        scenarios.messages();
        scenarios.floors();
        scenarios.pauses();
        scenarios.disturbances();
        scenarios.idleLines();
        scenarios.noSpeech();
        StringBuilder table = new StringBuilder(TABLE);
        for (AudioSample sample : scenarios.samples) {
            sample.write(folder);
            table.append(sample.row());
        }
        Files.writeString(folder.resolve("README.md"), table);
    }

    private void messages() {
        Track voicemail =
                new Track("voicemail", TELEPHONE).floor(Noise.ROOM, -60).silence(0.4);
        double[] sentences = {3.2, 4.1, 2.6, 2.3};
        double[] pauses = {0.9, 0.7, 0.8, 4.6};
        for (int i = 0; i < sentences.length; i++) {
            voicemail.speech(Voice.WOMAN, sentences[i]).silence(pauses[i]);
        }
        voicemail.speech(Voice.WOMAN, 1.7).silence(0.6);
        List<Limits> limits = standard(100, 200);
        limits.add(Limits.silence(200, 3).duration(10));
        limits.add(Limits.silence(200, 3).duration(60));
        add(
                "voicemail",
                "A message of 15 s, 4.6 s of nothing but the line, then words that no longer belong to it.",
                Encoding.PCMU,
                voicemail,
                limits);

        Track clean = new Track("clean-tail", TELEPHONE)
                .silence(0.2)
                .speech(Voice.MAN, 3)
                .silence(4);
        add("clean-tail", "Speech, then digital silence.", Encoding.PCM16, clean, standard(1, 100, 200));

        Track wide = new Track("wideband", WIDEBAND)
                .floor(Noise.WHITE, -65)
                .speech(Voice.WOMAN, 2.5)
                .silence(1.5);
        wide.speech(Voice.WOMAN, 1.4).silence(3.5);
        add("wideband", "16 kHz: speech, 1.5 s of pause, speech, 3.5 s.", Encoding.PCM16, wide, standard(100, 200));

        Track odd = new Track("odd-length", TELEPHONE)
                .floor(Noise.WHITE, -66)
                .speech(Voice.MAN, 1.5)
                .silenceOf(23963);
        List<Limits> oddLimits = standard(100, 200);
        oddLimits.add(Limits.silence(200, 2.99));
        add("odd-length", "An odd number of bytes; the last window is not complete.", Encoding.PCMA, odd, oddLimits);
    }

    private void floors() {
        floor("floor-white-70", Encoding.PCM16, Noise.WHITE, -70, standard(100, 200));
        floor("floor-pink-60", Encoding.PCMU, Noise.PINK, -60, standard(100, 200));
        floor("floor-room-70", Encoding.PCMU, Noise.ROOM, -70, standard(100, 200));
        floor("floor-room-60", Encoding.PCMA, Noise.ROOM, -60, standard(100, 200));
        floor("floor-white-50", Encoding.PCMA, Noise.WHITE, -50, standard(100, 200));
        List<Limits> noisy = standard(100, 200, 600);
        noisy.add(Limits.silence(200, 2).duration(4));
        floor("floor-white-40", Encoding.PCMU, Noise.WHITE, -40, noisy);
        floor("floor-pink-40", Encoding.PCM16, Noise.PINK, -40, standard(100, 200, 600));
    }

    private void floor(String name, Encoding encoding, Noise noise, int dbfs, List<Limits> limits) {
        Voice voice = encoding == Encoding.PCMA ? Voice.WOMAN : Voice.MAN;
        Track track = new Track(name, TELEPHONE).floor(noise, dbfs).silence(0.5).speech(voice, 2.2);
        track.silence(1.4).speech(voice, 1.3).silence(3.6);
        String description = "Speech, 1.4 s of pause, speech, 3.6 s on a floor of "
                + noise.name().toLowerCase(java.util.Locale.ROOT) + " noise at " + dbfs + " dBFS.";
        add(name, description, encoding, track, limits);
    }

    private void pauses() {
        Track hesitant =
                new Track("leading-silence", TELEPHONE).floor(Noise.PINK, -62).silence(2.5);
        hesitant.speech(Voice.MAN, 2).silence(3.4);
        add("leading-silence", "2.5 s before the first word.", Encoding.PCMA, hesitant, standard(100, 200));

        Track pauses = new Track("pauses", TELEPHONE).floor(Noise.WHITE, -64).silence(0.3);
        for (double pause : new double[] {0.9, 1.1, 1.9, 2.1, 2.9, 3.1, 5}) {
            pauses.speech(Voice.WOMAN, 1.2).silence(pause);
        }
        List<Limits> limits = standard(100, 200);
        limits.add(Limits.silence(200, 4));
        limits.add(Limits.silence(200, 0.5));
        add("pauses", "Pauses of 0.9, 1.1, 1.9, 2.1, 2.9, 3.1 and 5 s.", Encoding.PCMU, pauses, limits);

        Track exact = new Track("exact-pauses", TELEPHONE).floor(Noise.WHITE, -68);
        exact.speech(Voice.MAN, 1).silence(1.99).speech(Voice.MAN, 1).silence(2);
        exact.speech(Voice.MAN, 1).silence(2.99).speech(Voice.MAN, 1).silence(3).speech(Voice.MAN, 1);
        add(
                "exact-pauses",
                "Pauses of 1.990, 2.000, 2.990 and 3.000 s: silence is reached at its very last window, or just not.",
                Encoding.PCM16,
                exact,
                standard(100, 200));
    }

    private void disturbances() {
        Track clicks = new Track("clicks", TELEPHONE)
                .floor(Noise.WHITE, -64)
                .speech(Voice.MAN, 1.8)
                .silence(4.5);
        clicks.click(0.4, 2).click(0.97, 5).click(1.506, 8).click(2.201, 10).click(2.6, 3);
        List<Limits> limits = standard(100, 200);
        for (double seconds : new double[] {1, 2, 3}) {
            limits.add(Limits.silence(200, seconds).activity(10));
            limits.add(Limits.silence(100, seconds).activity(0));
        }
        add("clicks", "Clicks of 2 to 10 ms in the silence: they do not restart it.", Encoding.PCMU, clicks, limits);

        Track late = new Track("click-at-the-limit", TELEPHONE)
                .floor(Noise.PINK, -64)
                .speech(Voice.WOMAN, 1.5);
        late.silence(3.6).click(0.993, 4).click(1.995, 10).click(2.992, 5);
        add(
                "click-at-the-limit",
                "A click in the very window in which silence would be reached: it is reached in the next silent one.",
                Encoding.PCM16,
                late,
                standard(100, 200));

        Track hum =
                new Track("hum-with-offset", TELEPHONE).floor(Noise.HUM, -62).silence(0.8);
        hum.speech(Voice.MAN, 2.4).silence(3.5).offset(700);
        add("hum-with-offset", "Mains hum and a DC offset of 700.", Encoding.PCM16, hum, standard(100, 200));

        Track step = new Track("noise-step", TELEPHONE)
                .floor(Noise.WHITE, -66)
                .speech(Voice.WOMAN, 2)
                .silence(1.5);
        step.floor(Noise.WHITE, -50).silence(4);
        add(
                "noise-step",
                "1.5 s into the silence the floor rises to -50 dBFS.",
                Encoding.PCMU,
                step,
                standard(100, 200));
    }

    private void idleLines() {
        Track lsb = new Track("idle-lsb", TELEPHONE).floorOf(Noise.IDLE, 0.82).silence(0.5);
        lsb.speech(Voice.MAN, 1.6).silence(3.5);
        add("idle-lsb", "A line that idles at -1, 0 and 1.", Encoding.PCM16, lsb, standard(1, 100, 200));

        Track alaw = new Track("idle-alaw", TELEPHONE)
                .silence(0.5)
                .speech(Voice.WOMAN, 1.4)
                .silence(1.7);
        alaw.speech(Voice.WOMAN, 1).floorOf(Noise.ALTERNATING, 1).silence(3.5);
        add(
                "idle-alaw",
                "A-law idles at 8 (0xD5), and at 8 and -8 in turn.",
                Encoding.PCMA,
                alaw,
                standard(10, 100, 200));

        Track mulaw = new Track("idle-mulaw", TELEPHONE).speech(Voice.MAN, 1.4).silence(3.2);
        add(
                "idle-mulaw",
                "Speech from the first sample; the line idles at 0xFF.",
                Encoding.PCMU,
                mulaw,
                standard(1, 100, 200));
    }

    private void noSpeech() {
        Track faint = new Track("whisper", TELEPHONE)
                .floor(Noise.WHITE, -70)
                .silence(0.6)
                .whisper(2.2, -50.3);
        faint.silence(1.2).whisper(1.5, -50.3).silence(3.4);
        add(
                "whisper",
                "A whisper at -50 dBFS: activity at 100, silence at 200.",
                Encoding.PCM16,
                faint,
                standard(100, 200));

        Track music = new Track("music", TELEPHONE).floor(Noise.WHITE, -66).music(6, -26);
        List<Limits> limits = standard(100, 200);
        limits.add(Limits.silence(200, 2).duration(5));
        add("music", "Music on hold: silence never comes.", Encoding.PCMU, music, limits);

        Track empty = new Track("empty-line", TELEPHONE).floor(Noise.ROOM, -64).silence(4.2);
        add("empty-line", "Nobody speaks.", Encoding.PCMA, empty, standard(100, 200));

        Track wide = new Track("wideband-room", WIDEBAND).floor(Noise.ROOM, -62).silence(0.7);
        wide.speech(Voice.MAN, 1.6).silence(3.3);
        add("wideband-room", "16 kHz in a room, 3.3 s of silence.", Encoding.PCM16, wide, standard(100, 200));
    }

    /** One, two and three seconds at each threshold. */
    private static List<Limits> standard(int... thresholds) {
        List<Limits> limits = new ArrayList<>();
        for (int threshold : thresholds) {
            for (double seconds : new double[] {1, 2, 3}) {
                limits.add(Limits.silence(threshold, seconds));
            }
        }
        return limits;
    }

    private void add(String name, String description, Encoding encoding, Track track, List<Limits> limits) {
        samples.add(new AudioSample(name, description, encoding, track, limits));
    }
}
