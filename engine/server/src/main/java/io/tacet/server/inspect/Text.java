package io.tacet.server.inspect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {
    private Text() {}

    /** {@code 12.41 s}; above a minute also {@code 61.20 s}, so that all times of a report compare. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** A number without needless zeros. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Sentences as one line. */
    static String line(List<String> sentences) {
        return String.join("; ", sentences);
    }

    /** A clock for axes: {@code 4.5}, {@code 1:05}, {@code 1:02:03}. */
    static String clock(double seconds, boolean fraction) {
        long whole = (long) seconds;
        if (whole >= 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
        }
        if (whole >= 60) {
            return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
        }
        return fraction ? String.format(Locale.ROOT, "%.1f", seconds) : String.format(Locale.ROOT, "%d", whole);
    }
}
