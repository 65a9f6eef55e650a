package io.tacet;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people read them. */
final class Seconds {
    private Seconds() {}

    static String of(Duration duration) {
        BigDecimal nanos = BigDecimal.valueOf(duration.getSeconds(), 0).add(BigDecimal.valueOf(duration.getNano(), 9));
        return nanos.stripTrailingZeros().toPlainString();
    }
}
