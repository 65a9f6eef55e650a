package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that are cut, flipped, spliced and made up; the seed says which. */
@Tag("fuzz")
@Timeout(300)
class AudioSocketFuzzTest {
    private static final long SEED = Long.getLong("tacet.fuzz.seed", System.nanoTime());
    private static final int STREAMS = Integer.getInteger("tacet.fuzz.streams", 200_000);
    private static final int CONNECTIONS = 400;

    private static byte[] good(SplittableRandom random) {
        int frameBytes = 2 * (1 + random.nextInt(400));
        byte[] pcm = Desk.noise(random.nextLong(), 1 + random.nextInt(1200));
        int kind = random.nextInt(8) == 0 ? 0x10 + random.nextInt(9) : 0x10;
        return Caller.join(
                Caller.uuid(new UUID(random.nextLong(), random.nextLong())),
                Caller.audio(kind, pcm, frameBytes),
                Caller.digits("5#"),
                random.nextBoolean() ? Caller.hangUp() : new byte[0]);
    }

    static byte[] stream(SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            byte[] made = new byte[random.nextInt(3000)];
            random.nextBytes(made);
            return made;
        }
        byte[] stream = good(random);
        for (int i = random.nextInt(5); i > 0 && stream.length > 0; i--) {
            int at = random.nextInt(4) == 0
                    ? random.nextInt(Math.min(24, stream.length))
                    : random.nextInt(stream.length);
            switch (random.nextInt(5)) {
                case 0 -> stream[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> stream[at] = (byte) random.nextInt(256);
                case 2 -> stream = Arrays.copyOf(stream, at);
                case 3 -> stream = Caller.join(Arrays.copyOf(stream, at), good(random));
                default ->
                    stream = Caller.join(
                            Arrays.copyOf(stream, at),
                            Arrays.copyOfRange(
                                    stream, Math.min(stream.length, at + 1 + random.nextInt(400)), stream.length));
            }
        }
        return stream;
    }

    @Test
    void shouldEndEveryStreamForOneReasonHoweverItIsCut() {
        System.out.println("AudioSocketFuzzTest: seed " + SEED);
        Set<Ending> seen = EnumSet.noneOf(Ending.class);
        for (int i = 0; i < STREAMS; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            byte[] stream = stream(random);
            String whole = FrameParserTest.story(stream, random, 4096);
            if (i % 8 == 0) {
                assertEquals(whole, FrameParserTest.story(stream, random, 7), "seed " + (SEED + i));
            }
            seen.add(Ending.valueOf(whole.substring(whole.lastIndexOf(' ') + 1)));
        }
        System.out.println("AudioSocketFuzzTest: " + STREAMS + " streams ended by " + seen);
        assertTrue(seen.size() >= 10, "endings seen: " + seen);
    }

    @Test
    void shouldRecordAGoodCallExactlyAmongManyBadOnes() throws Exception {
        System.out.println("AudioSocketFuzzTest: seed " + SEED);
        byte[] pcm = Desk.noise(SEED, 100 * CONNECTIONS);
        UUID call = UUID.randomUUID();
        try (Desk desk = Desk.open(limits -> limits);
                Caller good = desk.caller()) {
            good.send(Caller.uuid(call));
            List<Caller> open = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                SplittableRandom random = new SplittableRandom(SEED + i);
                good.send(Caller.audio(Arrays.copyOfRange(pcm, i * 200, (i + 1) * 200)));
                open.add(desk.caller().sendIfOpen(stream(random)));
                if (random.nextBoolean()) {
                    open.remove(random.nextInt(open.size())).reset();
                } else if (random.nextBoolean()) {
                    open.remove(random.nextInt(open.size())).close();
                }
            }
            good.send(Caller.hangUp());
            assertArrayEquals(pcm, desk.samples(call));
            for (Caller caller : open) {
                caller.close();
            }
            AudioSocketCounters counters = desk.server.counters();
            Desk.await(() -> counters.live() == 0, "all ended");
            long ended = counters.endings().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertEquals(CONNECTIONS + 1, ended, counters.endings().toString());
            assertEquals(
                    0, counters.endings(Ending.INTERNAL), counters.endings().toString());
            System.out.println("AudioSocketFuzzTest: " + counters.endings());
        }
    }
}
