package io.tacet.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One JSON object of a request, read field by field; what is wrong is said with the field's name and what is allowed. Thread: one. */
final class Fields {
    private static final int LONGEST_ECHO = 100;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private final String path;
    private final ObjectNode json;

    Fields(String path, ObjectNode json) {
        this.path = path;
        this.json = json;
    }

    ObjectNode json() {
        return json;
    }

    /** Null counts as absent. */
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** Refuses every field that is in none of the lists. */
    void allow(String[]... lists) {
        List<String> allowed = new ArrayList<>();
        for (String[] list : lists) {
            allowed.addAll(Arrays.asList(list));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw ApiException.invalid(
                        path + cut(name) + " is not known; allowed are " + String.join(", ", allowed));
            }
        });
    }

    /** An object within, or null. */
    @Nullable
    Fields object(String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            throw refused(name, node, "an object");
        }
        return new Fields(path + name + ".", (ObjectNode) node);
    }

    /** All members, which must be strings, by name. */
    Map<String, String> texts(String allowed) {
        Map<String, String> texts = new TreeMap<>();
        json.properties().forEach(member -> {
            if (!member.getValue().isTextual()) {
                throw refused(member.getKey(), member.getValue(), allowed);
            }
            texts.put(member.getKey(), member.getValue().textValue());
        });
        return texts;
    }

    /** A string that is not empty, or null. */
    @Nullable
    String text(String name, int most) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isEmpty() || node.textValue().length() > most) {
            throw refused(name, node, "a string of 1 to " + most + " characters");
        }
        return node.textValue();
    }

    /** A switch; false if absent. */
    boolean flag(String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw refused(name, node, "true or false");
        }
        return node.booleanValue();
    }

    /** A whole number, or null. */
    @Nullable
    Integer whole(String name, int least, int most) {
        BigDecimal number = number(name, least, most, "a whole number of " + least + " to " + most);
        if (number == null) {
            return null;
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw refused(name, json.get(name), "a whole number of " + least + " to " + most);
        }
    }

    /** A number, or null. */
    @Nullable
    BigDecimal number(String name, long least, long most, String allowed) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber()) {
            throw refused(name, node, allowed);
        }
        BigDecimal value = node.decimalValue();
        boolean sane = value.precision() - (long) value.scale() <= 20 && value.scale() <= 40;
        if (!sane || value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw refused(name, node, allowed);
        }
        return value;
    }

    /** Seconds, decimals allowed, or null. */
    @Nullable
    Duration seconds(String name, boolean zero, Duration most) {
        String allowed = "seconds, " + (zero ? "0" : "above 0") + " to " + most.toSeconds();
        BigDecimal value = number(name, 0, most.toSeconds(), allowed);
        if (value == null) {
            return null;
        }
        long nanos = value.multiply(NANOS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (nanos == 0 && !zero) {
            throw refused(name, json.get(name), allowed);
        }
        return Duration.ofNanos(nanos);
    }

    /** One of an enum's names in small letters, or null. */
    <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        List<String> allowed = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String text = value.name().toLowerCase(Locale.ROOT);
            if (node.isTextual() && text.equals(node.textValue())) {
                return value;
            }
            allowed.add(text);
        }
        throw refused(name, node, String.join(", ", allowed));
    }

    ApiException refused(String name, @Nullable JsonNode given, String allowed) {
        return ApiException.invalid(path + cut(name) + " is " + cut(String.valueOf(given)) + "; allowed: " + allowed);
    }

    static String cut(@Nullable String text) {
        String whole = String.valueOf(text);
        return whole.length() <= LONGEST_ECHO ? whole : whole.substring(0, LONGEST_ECHO) + "…";
    }
}
