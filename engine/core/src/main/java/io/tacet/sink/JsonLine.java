package io.tacet.sink;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON. Thread: one; used once.
 *
 * <p>Design note: by hand, because core has no JSON library (Jackson costs about 100 ms of start-up). Nesting is the caller's: each
 * {@code begin} needs its {@code end}. Source: RFC 8259.
 */
final class JsonLine {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(1024);
    private boolean first = true;

    JsonLine begin(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    JsonLine end(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    JsonLine key(String name) {
        separate();
        quote(name);
        out.append(':');
        first = true;
        return this;
    }

    JsonLine value(@Nullable String text) {
        separate();
        if (text == null) {
            out.append("null");
        } else {
            quote(text);
        }
        return this;
    }

    JsonLine value(long number) {
        separate();
        out.append(number);
        return this;
    }

    JsonLine value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    JsonLine nil() {
        return value(null);
    }

    /** With exactly so many decimals; null, NaN and infinities are null. */
    JsonLine fixed(@Nullable Double number, int decimals) {
        if (number == null || !Double.isFinite(number)) {
            return nil();
        }
        separate();
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
        out.append(rounded.toPlainString());
        return this;
    }

    /** With at most so many decimals and no zeros at the end; null, NaN and infinities are null. */
    JsonLine upTo(@Nullable Double number, int decimals) {
        return number == null || !Double.isFinite(number) ? nil() : decimal(BigDecimal.valueOf(number), decimals);
    }

    /** A quotient of whole numbers, with at most so many decimals and no zeros at the end; null if the divisor is 0. */
    JsonLine ratio(long dividend, long divisor, int decimals) {
        if (divisor == 0) {
            return nil();
        }
        BigDecimal quotient =
                BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), decimals, RoundingMode.HALF_UP);
        return decimal(quotient, decimals);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonLine decimal(BigDecimal number, int decimals) {
        separate();
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
        out.append(rounded.signum() == 0 ? "0" : rounded.toPlainString());
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c < ' ' || c == 0x7F || c == '\u2028' || c == '\u2029' || lone(text, i)) {
                escape(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }

    /** Half of a surrogate pair without the other half: no encoding can carry it. */
    private static boolean lone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
