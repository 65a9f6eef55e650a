package io.tacet.wav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WavRefusalTest {
    private static final int[] AUDIO = {1, 2};

    private static void assertRefused(String message, WavBytes file) {
        WavFormatException refused =
                assertThrows(WavFormatException.class, () -> WavReader.open(file.source()), message);
        assertEquals("call.wav: " + message, refused.getMessage());
    }

    @Test
    void shouldRefuseWhatIsNoWav() {
        String allowed = "; allowed is a file that begins with RIFF or RF64, size, WAVE";
        assertRefused("the file is empty at byte 0" + allowed, new WavBytes());
        assertRefused(
                "the file ends within its header at byte 6" + allowed,
                new WavBytes().text("RIFF").u16(0));
        assertRefused(
                "the file begins with 'OggS' at byte 0" + allowed,
                new WavBytes().text("OggS").u32(0).u32(0));
        assertRefused(
                "the file begins with 0x00010a00 at byte 0" + allowed,
                new WavBytes().text("\0\1\n\0").u32(0).u32(0));
        assertRefused(
                "the form is 'AVI ' at byte 8" + allowed,
                new WavBytes().text("RIFF").u32(0).text("AVI "));
    }

    @Test
    void shouldRefuseAudioWithoutAFormatBeforeIt() {
        assertRefused(
                "the data chunk comes before the fmt chunk at byte 12; allowed is fmt, then data",
                WavBytes.riff().chunk("data", AUDIO).pcm());
        assertRefused("no fmt chunk before the end of the file at byte 12; allowed is fmt, then data", WavBytes.riff());
        assertRefused(
                "no data chunk before the end of the file at byte 36; allowed is fmt, then data",
                WavBytes.riff().pcm());
        assertRefused(
                "a second fmt chunk at byte 36; allowed is one",
                WavBytes.riff().pcm().pcm());
    }

    @Test
    void shouldRefuseFormatsItCannotRecord() {
        String tags = "; allowed are 1 (16-bit PCM), 6 (A-law) and 7 (µ-law)";
        assertRefused("format tag is 0x3 at byte 20" + tags, WavBytes.riff().fmt(3, 1, 8000, 4, 32));
        assertRefused("format tag is 0x1234 at byte 20" + tags, WavBytes.riff().fmt(0x1234, 1, 8000, 2, 16));
        assertRefused("format tag is 0x3 at byte 44" + tags, WavBytes.riff().extensible(3, 4, 32, 0x71));
        assertRefused("unknown sub-format at byte 44" + tags, WavBytes.riff().extensible(1, 2, 16, 0x72));
        assertRefused(
                "extensible format without a sub-format at byte 36; allowed is a fmt chunk of 40 bytes",
                WavBytes.riff().fmt(0xFFFE, 1, 8000, 2, 16));
        assertRefused(
                "bits per sample is 24 at byte 34; allowed is 16 for 1-channel PCM16",
                WavBytes.riff().fmt(1, 1, 8000, 3, 24));
        assertRefused(
                "bits per sample is 16 at byte 34; allowed is 8 for 1-channel PCMU",
                WavBytes.riff().fmt(7, 1, 8000, 1, 16));
    }

    @Test
    void shouldRefuseChannelsRatesAndAlignmentsThatDoNotFit() {
        String rates = " Hz at byte 24; allowed are 8000, 16000, 32000 and 48000";
        assertRefused("sample rate is 0" + rates, WavBytes.riff().fmt(1, 1, 0, 2, 16));
        assertRefused("sample rate is 44100" + rates, WavBytes.riff().fmt(1, 1, 44100, 2, 16));
        assertRefused("sample rate is 4294967295" + rates, WavBytes.riff().fmt(1, 1, 0xFFFFFFFFL, 2, 16));
        assertRefused(
                "number of channels is 0 at byte 22; allowed are 1 and 2",
                WavBytes.riff().fmt(1, 0, 8000, 2, 16));
        assertRefused(
                "number of channels is 3 at byte 22; allowed are 1 and 2",
                WavBytes.riff().fmt(1, 3, 8000, 6, 16));
        assertRefused(
                "block align is 2 at byte 32; allowed is 4 for 2-channel PCM16",
                WavBytes.riff().fmt(1, 2, 8000, 2, 16));
    }

    @Test
    void shouldRefuseChunksThatDoNotFitTheFile() {
        assertRefused(
                "chunk 'JUNK' has 4294967295 bytes and ends behind the file at byte 36; allowed are 1",
                WavBytes.riff().pcm().text("JUNK").u32(0xFFFFFFFFL).bytes(0));
        assertRefused(
                "the fmt chunk has 14 bytes at byte 16; allowed are 16 and more",
                WavBytes.riff().chunk("fmt ", new int[14]));
        assertRefused(
                "the file ends within a chunk at byte 22; allowed is a whole chunk",
                WavBytes.riff().text("fmt ").u32(16).u16(1));
        assertRefused(
                "the ds64 chunk has 8 bytes at byte 16; allowed are 24 and more",
                new WavBytes().text("RF64").u32(0).text("WAVE").chunk("ds64", new int[8]));
    }

    @Test
    void shouldGiveUpOnEndlessChunks() {
        WavBytes file = WavBytes.riff().pcm();
        for (int i = 0; i < 2000; i++) {
            file.chunk("JUNK");
        }
        assertRefused(
                "more than 1000 chunks before the audio at byte 8028; allowed are 1000", file.chunk("data", AUDIO));
    }

    @Test
    void shouldKeepToOneLineWhateverTheFileIsCalled() {
        String message = new WavFormatException("a\nb\u2028c", "no good", 5, "allowed is good").getMessage();
        assertEquals("a?b?c: no good at byte 5; allowed is good", message);
    }
}
