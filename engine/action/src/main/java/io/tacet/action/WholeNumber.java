package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Whole seconds and levels as users write them: {@code 10}, {@code 10.0}, {@code 1e1} or {@code "10"}. Never a fraction, a sign or a
 * blank.
 */
final class WholeNumber {
    /** Not a whole number of 0 to 2^31−1. */
    static final int NONE = -1;

    private WholeNumber() {}

    static int of(JsonNode node) {
        if (node.isTextual()) {
            return ofDigits(node.textValue());
        }
        return node.isNumber() ? ofNumber(node.decimalValue()) : NONE;
    }

    private static int ofDigits(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            value = Math.min(value * 10 + (c - '0'), Integer.MAX_VALUE + 1L);
        }
        return text.isEmpty() || value > Integer.MAX_VALUE ? NONE : (int) value;
    }

    /** By size before by value: {@code 1e999999999} must not become a number of that many digits. */
    private static int ofNumber(BigDecimal number) {
        BigDecimal value = number.stripTrailingZeros();
        if (value.signum() < 0 || value.scale() > 0 || (long) value.precision() - value.scale() > 10) {
            return NONE;
        }
        long whole = value.longValueExact();
        return whole > Integer.MAX_VALUE ? NONE : (int) whole;
    }
}
