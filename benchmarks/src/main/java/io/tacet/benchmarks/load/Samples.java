package io.tacet.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the runs of one configuration printed. Thread: one. */
final class Samples {
    private final Map<String, List<Double>> values = new TreeMap<>();

    void add(Map<String, Double> run) {
        run.forEach((name, value) ->
                values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median(String name) {
        List<Double> sorted = new ArrayList<>(values.getOrDefault(name, List.of()));
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Least and most, as {@code 120–140}. */
    String range(String name) {
        List<Double> all = values.getOrDefault(name, List.of());
        double least = all.stream().mapToDouble(x -> x).min().orElse(Double.NaN);
        double most = all.stream().mapToDouble(x -> x).max().orElse(Double.NaN);
        return Math.round(least) + "–" + Math.round(most);
    }

    Map<String, List<Double>> values() {
        return values;
    }
}
