package io.tacet.server.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one address may call: a bucket of tokens for each, filled at an even rate.
 *
 * <p>Thread: any. Bounded: of many addresses the ones that have not called for longest are forgotten, which is to say forgiven.
 */
final class RateLimit {
    private static final int MOST_ADDRESSES = 4096;

    private final double perNano;
    private final int burst;
    private final LongSupplier nanoClock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    RateLimit(int perSecond, int burst, LongSupplier nanoClock) {
        perNano = perSecond / 1e9;
        this.burst = burst;
        this.nanoClock = nanoClock;
    }

    /** Zero if the address may call now; else how long it is to wait. */
    synchronized Duration take(String address) {
        long now = nanoClock.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(address, a -> new Bucket(burst, now));
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) * perNano);
        bucket.filledAt = now;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / perNano));
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }
}
