package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final String TOKEN = "0123456789abcdef";

    @Test
    void shouldAllowTheBurstThenTheRateForEachAddress() {
        AtomicLong now = new AtomicLong();
        RateLimit rate = new RateLimit(10, 3, now::get);
        for (int i = 0; i < 3; i++) {
            assertEquals(Duration.ZERO, rate.take("a"));
        }
        assertEquals(Duration.ofMillis(100), rate.take("a"));
        assertEquals(Duration.ZERO, rate.take("b"));
        now.addAndGet(100_000_000);
        assertEquals(Duration.ZERO, rate.take("a"));
        assertTrue(rate.take("a").toMillis() > 0);
    }

    @Test
    void shouldKnowTheTokenAndNothingElse() {
        Access access = new Access(TOKEN);
        access.check("Bearer " + TOKEN, "any.example", null, false);
        access.check("bearer  " + TOKEN + " ", "any.example", null, false);
        access.check(null, "any.example", null, true);
        for (String wrong : new String[] {"", TOKEN, "Bearer", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN}) {
            assertThrows(ApiException.class, () -> access.check(wrong, "any.example", null, false), wrong);
        }
        assertThrows(ApiException.class, () -> access.check(null, "any.example", null, false));
    }

    @Test
    void shouldTellLoopbackByName() {
        Access access = new Access(null);
        for (String host :
                new String[] {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.9.9.9", "[::1]:8080", "[::1]"}) {
            access.check(null, host, null, false);
        }
        for (String host :
                new String[] {"localhost.evil.example", "127.0.0.1.evil.example", "[::2]", "", "[", "10.0.0.1"}) {
            assertThrows(ApiException.class, () -> access.check(null, host, null, false), host);
        }
        assertThrows(ApiException.class, () -> access.check(null, null, null, false));
        assertTrue(Access.loopback("127.0.0.1") && !Access.loopback("0.0.0.0"));
    }
}
