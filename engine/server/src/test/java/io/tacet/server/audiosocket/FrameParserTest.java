package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameParserTest {
    private static final UUID CALL = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

    /** What the frames mean, cut into pieces of random lengths, with a taker that often has no room. */
    static String story(byte[] stream, SplittableRandom random, int longestPiece) {
        Told told = new Told(random);
        FrameParser parser = new FrameParser();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        int at = 0;
        FrameParser.Step step = FrameParser.Step.HUNGRY;
        while (step != FrameParser.Step.ENDED) {
            boolean atEnd = at == stream.length;
            if (step == FrameParser.Step.HUNGRY && !atEnd) {
                assertTrue(buffer.hasRemaining(), "the parser is hungry with a full buffer");
                int most = Math.min(buffer.remaining(), 1 + random.nextInt(longestPiece));
                int piece = Math.min(most, stream.length - at);
                buffer.put(stream, at, piece);
                at += piece;
                atEnd = false;
            }
            buffer.flip();
            step = parser.parse(buffer, told);
            if (step == FrameParser.Step.HUNGRY && atEnd) {
                step = parser.parseLast(buffer, told);
            }
            buffer.compact();
        }
        return told.story
                .append(" audio=")
                .append(told.audioHash)
                .append('/')
                .append(told.audioBytes)
                .append(' ')
                .append(parser.ending())
                .toString();
    }

    @Test
    void shouldTellTheSameHoweverTheStreamIsCut() {
        long seed = System.nanoTime();
        byte[] stream = Caller.join(
                Caller.uuid(CALL),
                Caller.audio(Desk.noise(1, 500)),
                Caller.digits("1#"),
                Caller.frame(0x10),
                Caller.frame(2, new byte[300]),
                Caller.audio(0x16, Desk.noise(2, 4000), 7680),
                Caller.hangUp(),
                Caller.digits("9"));
        String whole = story(stream, new SplittableRandom(seed), 4096);
        assertTrue(whole.startsWith(CALL + " 8000 8000"), whole);
        assertTrue(whole.endsWith("/9000 HANG_UP"), whole);
        for (int i = 0; i < 200; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            assertEquals(whole, story(stream, random, 1 + i * 5), "seed " + (seed + i));
        }
    }

    @Test
    void shouldSayWhetherTheFarEndStoppedBetweenFramesOrWithinOne() {
        byte[] stream = Caller.join(Caller.uuid(CALL), Caller.audio(Desk.noise(3, 160)), Caller.digits("5"));
        for (int length = 0; length <= stream.length; length++) {
            String story = story(java.util.Arrays.copyOf(stream, length), new SplittableRandom(length), 64);
            boolean between = length == 0 || length == 19 || length == 19 + 323 || length == stream.length;
            assertTrue(story.endsWith(between ? "DISCONNECTED" : "TRUNCATED"), length + ": " + story);
        }
    }

    /** Writes down what it is told. */
    private static final class Told implements FrameParser.Frames {
        private final StringBuilder story = new StringBuilder();
        private final SplittableRandom random;
        private int audioHash = 1;
        private int audioBytes;

        Told(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public @Nullable Ending uuid(UUID call) {
            story.append(call);
            return null;
        }

        @Override
        public @Nullable Ending audioBegins(int sampleRate) {
            story.append(' ').append(sampleRate);
            return null;
        }

        @Override
        public boolean audio(ByteBuffer samples) {
            assertTrue(samples.remaining() > 0 && samples.remaining() % 2 == 0, samples.toString());
            assertTrue(samples.remaining() <= FrameParser.LONGEST_PIECE, samples.toString());
            if (random.nextInt(4) == 0) {
                return false;
            }
            for (int i = samples.position(); i < samples.limit(); i++) {
                audioHash = 31 * audioHash + samples.get(i);
                audioBytes++;
            }
            return true;
        }

        @Override
        public @Nullable Ending digit(char digit) {
            story.append(' ').append(digit).append('@').append(audioBytes);
            return null;
        }
    }
}
