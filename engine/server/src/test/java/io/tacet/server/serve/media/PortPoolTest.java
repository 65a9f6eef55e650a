package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PortPoolTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void shouldGiveOutEvenPortsOnceAndAgainAfterTheirRest() {
        PortPool pool = new PortPool(5001, 5005, Duration.ofSeconds(5), nanos::get);
        assertEquals(2, pool.size());
        assertEquals(5002, pool.take().orElseThrow());
        assertEquals(5004, pool.take().orElseThrow());
        assertFalse(pool.take().isPresent());
        pool.giveBack(5002);
        assertFalse(pool.take().isPresent());
        assertEquals(Duration.ofSeconds(5), pool.untilNext());
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertEquals(1, pool.available());
        assertEquals(5002, pool.take().orElseThrow());
    }

    @Test
    void shouldTakeTheOneThatHasRestedLongest() {
        PortPool pool = new PortPool(5000, 5009, Duration.ZERO, nanos::get);
        int first = pool.take().orElseThrow();
        pool.giveBack(first);
        assertEquals(first + 2, pool.take().orElseThrow());
    }

    @Test
    void shouldRefuseARangeWithoutAnEvenPort() {
        assertThrows(IllegalArgumentException.class, () -> new PortPool(5001, 5001, Duration.ZERO, nanos::get));
        assertThrows(IllegalArgumentException.class, () -> new PortPool(0, 10, Duration.ZERO, nanos::get));
        assertThrows(IllegalArgumentException.class, () -> new PortPool(10, 65_536, Duration.ZERO, nanos::get));
    }

    @Test
    void shouldLetATrickleOfStrangersThroughAndAllOfTheKnown() {
        SourceGate gate = new SourceGate(0);
        for (int i = 0; i < 8; i++) {
            assertTrue(gate.passes(1, 0));
        }
        int strangers = 0;
        for (int i = 0; i < 10_000; i++) {
            strangers += gate.passes(2, i * 100_000L) ? 1 : 0;
            assertTrue(gate.passes(1, i * 100_000L));
        }
        assertEquals(100, strangers, "in one second");
        assertTrue(gate.foreign(2) && !gate.foreign(1));
    }

    @Test
    void shouldNotLockTheGateBeforeTheEngineDoes() {
        SourceGate gate = new SourceGate(0);
        for (int i = 0; i < 1000; i++) {
            assertTrue(gate.passes(i % 2 + 1, 0), "two that alternate are both let through");
        }
    }
}
