package io.tacet.benchmarks.load;

/**
 * How much is measured.
 *
 * @param rounds interleaved repetitions, of which the median counts
 * @param warmupSeconds of each run of the engine
 * @param share of the frames of a standard run
 * @param pacedSeconds of a run in real time
 * @param steps of the search for the largest number of recordings
 */
record Preset(String name, int rounds, int warmupSeconds, double share, int pacedSeconds, int steps) {
    static Preset of(String name) {
        return switch (name) {
            case "quick" -> new Preset(name, 1, 3, 0.25, 10, 1);
            case "standard" -> new Preset(name, 3, 8, 1, 30, 2);
            case "full" -> new Preset(name, 5, 30, 2, 60, 6);
            default ->
                throw new IllegalArgumentException("preset is '" + name + "'; allowed are quick, standard and full");
        };
    }
}
