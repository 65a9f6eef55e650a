package io.tacet.benchmarks.load;

import java.util.HashMap;
import java.util.Map;

/** Arguments as {@code name=value}. Thread: any; immutable. */
record Options(Map<String, String> values) {
    static Options of(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("argument is '" + argument + "'; allowed is name=value");
            }
            values.put(argument.substring(0, at), argument.substring(at + 1));
        }
        return new Options(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }
}
