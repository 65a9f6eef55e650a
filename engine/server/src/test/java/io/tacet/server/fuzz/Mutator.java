package io.tacet.server.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes inputs of seeds: flips, sets, cuts, repeats and splices, a few at a time. Deterministic. */
final class Mutator {
    private static final int[] INTERESTING = {0, 1, 0x7F, 0x80, 0xFF, 0x81, 0x0A, 0x8A, 101, 13};
    private static final int LONGEST = 32_768;

    private final List<byte[]> seeds;
    private final SplittableRandom random;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(6); i >= 0 && input.length > 0; i--) {
            input = mutate(input);
        }
        return input;
    }

    private byte[] mutate(byte[] input) {
        int at = random.nextInt(input.length);
        return switch (random.nextInt(7)) {
            case 0 -> set(input, at, input[at] ^ 1 << random.nextInt(8));
            case 1 -> set(input, at, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 2 -> set(input, at, random.nextInt(256));
            case 3 -> join(input, 0, at, input, at + Math.min(input.length - at, random.nextInt(40)));
            case 4 -> join(input, 0, at + Math.min(input.length - at, random.nextInt(200)), input, at);
            case 5 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                yield join(input, 0, at, other, random.nextInt(other.length));
            }
            default ->
                random.nextInt(8) == 0 ? Arrays.copyOf(input, at) : set(input, at, input[at] + random.nextInt(-3, 4));
        };
    }

    private static byte[] set(byte[] input, int at, int value) {
        input[at] = (byte) value;
        return input;
    }

    /** A part of one before the rest of another. */
    private static byte[] join(byte[] a, int from, int to, byte[] b, int rest) {
        int length = Math.min(LONGEST, to - from + b.length - rest);
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(a, from, to), Math.max(length, to - from));
        System.arraycopy(b, rest, joined, to - from, joined.length - (to - from));
        return joined;
    }
}
