package io.tacet.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/** Strict numbers of options: digits and at most one point, no exponent, no NaN, a sign only where it makes sense. */
final class PlainNumber {
    private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,20})?");
    private static final Pattern SIGNED = Pattern.compile("[+-]?" + UNSIGNED.pattern());
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private PlainNumber() {}

    /** Seconds as a duration, to the nanosecond, from {@code least} to {@code most} nanoseconds. */
    static Duration seconds(String option, String text, long least, Duration most, String allowed) {
        BigDecimal nanos =
                parse(UNSIGNED, option, text, allowed).multiply(NANOS).setScale(0, RoundingMode.HALF_UP);
        BigDecimal limit = BigDecimal.valueOf(most.getSeconds()).multiply(NANOS);
        check(nanos, BigDecimal.valueOf(least), limit, option, text, allowed);
        return Duration.ofSeconds(0, nanos.longValueExact());
    }

    /** A number within bounds. */
    static BigDecimal decimal(String option, String text, long least, long most, String allowed) {
        BigDecimal value = parse(least < 0 ? SIGNED : UNSIGNED, option, text, allowed);
        return check(value, BigDecimal.valueOf(least), BigDecimal.valueOf(most), option, text, allowed);
    }

    /** A whole number within bounds. */
    static int whole(String option, String text, int least, int most) {
        String allowed = least + " to " + most;
        BigDecimal value = decimal(option, text, least, most, allowed);
        if (value.scale() > 0) {
            throw refused(option, text, "whole numbers of " + allowed);
        }
        return value.intValueExact();
    }

    static UsageException refused(String option, String text, String allowed) {
        return new UsageException(option + " is '" + text + "'; allowed are " + allowed);
    }

    private static BigDecimal parse(Pattern pattern, String option, String text, String allowed) {
        if (!pattern.matcher(text).matches()) {
            throw refused(option, text, allowed);
        }
        return new BigDecimal(text);
    }

    private static BigDecimal check(
            BigDecimal value, BigDecimal least, BigDecimal most, String option, String text, String allowed) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw refused(option, text, allowed);
        }
        return value;
    }
}
