package io.tacet;

import io.tacet.spi.DigitDetector;
import io.tacet.spi.LevelDetector;
import io.tacet.spi.RecordingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs. Immutable; made by {@link #builder(RecordingSink)}.
 *
 * @param sink where finished recordings go
 * @param spoolDirectory where unfinished and undelivered recordings live; null keeps them in memory (tests, hosts without a disk).
 *     Trade-off: memory loses everything with the process
 * @param durability what a crash may take from a live recording; default POWER with a spool directory, NONE without. Trade-off: see
 *     {@link Durability}
 * @param recovery whether what dead processes left in the spool directory is finished and delivered at the start; default true.
 *     Trade-off: false starts at once, and leaves that to {@link Recovery}
 * @param recoveryListener told of each recording that was recovered: {@link RecordingListener#onCompleted} only, once for each
 * @param threading who runs the recorder; default SHARED. Trade-off: INVOKER costs no thread and no hand-over, but the host must call
 * @param shards recorder shards with DEDICATED, 1 to 64; default half the processors
 * @param dutyCycle how often a recorder looks, 100 µs to 1 s; default 5 ms. Plain audio of a recording that cannot end within a second is
 *     only used every 50 ms (100 ms without a journal), unless it fills the ring. Trade-off: shorter decides sooner and wakes more often
 * @param stallBudget how much media a recording's ring holds while the recorder is away, 20 ms to 10 s; default 450 ms,
 *     for which 4 KiB hold µ-law in packets of 20 ms. Trade-off:
 *     more survives longer pauses of the JVM and costs memory for every recording
 * @param stallPoolBytes how much audio a shard may hold that the writer has not taken, at least 1 MiB; default 64 MiB. Trade-off: more
 *     survives longer stalls of the disk. Direct memory, as is 16 KiB a recording: {@code -XX:MaxDirectMemorySize}, by default the size of the
 *     heap, must hold both for all shards
 * @param maxRecordings live at once; default 20000
 * @param maxPendingDeliveries sealed recordings that may wait for the sink; default 100000
 * @param freeSpaceFloorBytes of the spool's file system below which no recording starts; default 256 MiB
 * @param deliveryThreads that call the sink, 1 to 256; default 4
 * @param retryFirst wait before the first retry of a delivery; default 1 s, doubled each time with full jitter
 * @param retryMost longest wait; default 5 min
 * @param retryAge how long a delivery is retried at all; default 24 h, then the recording fails and its local copy is kept
 * @param closeTimeout how long {@link RecordingEngine#close()} waits for seals and deliveries; default 30 s
 * @param nanoClock monotonic nanoseconds that {@code arrivalNanos} is measured on; default {@link System#nanoTime}
 * @param levelDetector made for each recording; null = RMS of 10 ms windows after DC removal
 * @param digitDetector made for each recording; null = none
 */
public record EngineConfig(
        RecordingSink sink,
        @Nullable Path spoolDirectory,
        Durability durability,
        boolean recovery,
        RecordingListener recoveryListener,
        ThreadingMode threading,
        int shards,
        Duration dutyCycle,
        Duration stallBudget,
        long stallPoolBytes,
        int maxRecordings,
        int maxPendingDeliveries,
        long freeSpaceFloorBytes,
        int deliveryThreads,
        Duration retryFirst,
        Duration retryMost,
        Duration retryAge,
        Duration closeTimeout,
        LongSupplier nanoClock,
        @Nullable Supplier<LevelDetector> levelDetector,
        @Nullable Supplier<DigitDetector> digitDetector) {

    /**
     * Checks the ranges. {@link #builder(RecordingSink)} is the way to make one: this constructor grows with every option.
     *
     * @param sink see {@link #sink()}
     * @param spoolDirectory see {@link #spoolDirectory()}
     * @param durability see {@link #durability()}
     * @param recovery see {@link #recovery()}
     * @param recoveryListener see {@link #recoveryListener()}
     * @param threading see {@link #threading()}
     * @param shards see {@link #shards()}
     * @param dutyCycle see {@link #dutyCycle()}
     * @param stallBudget see {@link #stallBudget()}
     * @param stallPoolBytes see {@link #stallPoolBytes()}
     * @param maxRecordings see {@link #maxRecordings()}
     * @param maxPendingDeliveries see {@link #maxPendingDeliveries()}
     * @param freeSpaceFloorBytes see {@link #freeSpaceFloorBytes()}
     * @param deliveryThreads see {@link #deliveryThreads()}
     * @param retryFirst see {@link #retryFirst()}
     * @param retryMost see {@link #retryMost()}
     * @param retryAge see {@link #retryAge()}
     * @param closeTimeout see {@link #closeTimeout()}
     * @param nanoClock see {@link #nanoClock()}
     * @param levelDetector see {@link #levelDetector()}
     * @param digitDetector see {@link #digitDetector()}
     * @throws IllegalArgumentException if a value is out of range; the message names it and what is allowed
     */
    public EngineConfig {
        if (spoolDirectory == null && durability != Durability.NONE) {
            throw new IllegalArgumentException(
                    "durability is " + durability + " without a spool directory; allowed is NONE");
        }
        range("shards", shards, 1, 64);
        range("dutyCycle (microseconds)", dutyCycle.toNanos() / 1000, 100, 1_000_000);
        range("stallBudget (milliseconds)", stallBudget.toMillis(), 20, 10_000);
        range("stallPoolBytes", stallPoolBytes, 1 << 20, Long.MAX_VALUE);
        range("maxRecordings", maxRecordings, 1, 1_000_000);
        range("maxPendingDeliveries", maxPendingDeliveries, 1, Integer.MAX_VALUE);
        range("freeSpaceFloorBytes", freeSpaceFloorBytes, 0, Long.MAX_VALUE);
        range("deliveryThreads", deliveryThreads, 1, 256);
        range("retryFirst (milliseconds)", retryFirst.toMillis(), 1, 3_600_000);
        range("retryMost (milliseconds)", retryMost.toMillis(), retryFirst.toMillis(), 86_400_000);
        range("retryAge (milliseconds)", retryAge.toMillis(), 0, Long.MAX_VALUE);
        range("closeTimeout (milliseconds)", closeTimeout.toMillis(), 0, 86_400_000);
    }

    /**
     * Begins with every option at its default.
     *
     * @param sink where finished recordings go; the engine closes it
     * @return a builder, to be used by one thread
     */
    public static Builder builder(RecordingSink sink) {
        return new Builder(sink);
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are " + least + " to " + most);
        }
    }

    /** Collects the options; not thread-safe. Each setter is documented at the component of {@link EngineConfig}. */
    public static final class Builder {
        private final RecordingSink sink;
        private @Nullable Path spoolDirectory;
        private @Nullable Durability durability;
        private boolean recovery = true;
        private RecordingListener recoveryListener = RecordingListener.NONE;
        private ThreadingMode threading = ThreadingMode.SHARED;
        private int shards = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        private Duration dutyCycle = Duration.ofMillis(5);
        private Duration stallBudget = Duration.ofMillis(450);
        private long stallPoolBytes = 64L << 20;
        private int maxRecordings = 20_000;
        private int maxPendingDeliveries = 100_000;
        private long freeSpaceFloorBytes = 256L << 20;
        private int deliveryThreads = 4;
        private Duration retryFirst = Duration.ofSeconds(1);
        private Duration retryMost = Duration.ofMinutes(5);
        private Duration retryAge = Duration.ofHours(24);
        private Duration closeTimeout = Duration.ofSeconds(30);
        private LongSupplier nanoClock = System::nanoTime;
        private @Nullable Supplier<LevelDetector> levelDetector;
        private @Nullable Supplier<DigitDetector> digitDetector;

        private Builder(RecordingSink sink) {
            this.sink = sink;
        }

        /**
         * See {@link EngineConfig#spoolDirectory()}.
         *
         * @param value on a local file system, made if it is missing; processes may share it; null keeps recordings in memory
         * @return this builder
         */
        public Builder spoolDirectory(@Nullable Path value) {
            spoolDirectory = value;
            return this;
        }

        /**
         * See {@link EngineConfig#durability()}.
         *
         * @param value NONE, PROCESS or POWER; null for the default
         * @return this builder
         */
        public Builder durability(@Nullable Durability value) {
            durability = value;
            return this;
        }

        /**
         * See {@link EngineConfig#recovery()}.
         *
         * @param value false leaves what dead processes left to {@link Recovery}
         * @return this builder
         */
        public Builder recovery(boolean value) {
            recovery = value;
            return this;
        }

        /**
         * See {@link EngineConfig#recoveryListener()}.
         *
         * @param value {@link RecordingListener#NONE} for none
         * @return this builder
         */
        public Builder recoveryListener(RecordingListener value) {
            recoveryListener = value;
            return this;
        }

        /**
         * See {@link EngineConfig#threading()}.
         *
         * @param value INVOKER, SHARED or DEDICATED
         * @return this builder
         */
        public Builder threading(ThreadingMode value) {
            threading = value;
            return this;
        }

        /**
         * See {@link EngineConfig#shards()}.
         *
         * @param value 1 to 64; used with DEDICATED only
         * @return this builder
         */
        public Builder shards(int value) {
            shards = value;
            return this;
        }

        /**
         * See {@link EngineConfig#dutyCycle()}.
         *
         * @param value 100 µs to 1 s
         * @return this builder
         */
        public Builder dutyCycle(Duration value) {
            dutyCycle = value;
            return this;
        }

        /**
         * See {@link EngineConfig#stallBudget()}.
         *
         * @param value of media, 20 ms to 10 s
         * @return this builder
         */
        public Builder stallBudget(Duration value) {
            stallBudget = value;
            return this;
        }

        /**
         * See {@link EngineConfig#stallPoolBytes()}.
         *
         * @param value bytes a shard, at least 1 MiB
         * @return this builder
         */
        public Builder stallPoolBytes(long value) {
            stallPoolBytes = value;
            return this;
        }

        /**
         * See {@link EngineConfig#maxRecordings()}.
         *
         * @param value 1 to 1,000,000
         * @return this builder
         */
        public Builder maxRecordings(int value) {
            maxRecordings = value;
            return this;
        }

        /**
         * See {@link EngineConfig#maxPendingDeliveries()}.
         *
         * @param value 1 and more
         * @return this builder
         */
        public Builder maxPendingDeliveries(int value) {
            maxPendingDeliveries = value;
            return this;
        }

        /**
         * See {@link EngineConfig#freeSpaceFloorBytes()}.
         *
         * @param value bytes, 0 and more
         * @return this builder
         */
        public Builder freeSpaceFloorBytes(long value) {
            freeSpaceFloorBytes = value;
            return this;
        }

        /**
         * See {@link EngineConfig#deliveryThreads()}.
         *
         * @param value 1 to 256
         * @return this builder
         */
        public Builder deliveryThreads(int value) {
            deliveryThreads = value;
            return this;
        }

        /**
         * See {@link EngineConfig#retryFirst()}, {@link EngineConfig#retryMost()} and {@link EngineConfig#retryAge()}.
         *
         * @param first 1 ms to 1 h
         * @param most from {@code first} to 24 h
         * @param age 0 and more; 0 tries once
         * @return this builder
         */
        public Builder retry(Duration first, Duration most, Duration age) {
            retryFirst = first;
            retryMost = most;
            retryAge = age;
            return this;
        }

        /**
         * See {@link EngineConfig#closeTimeout()}.
         *
         * @param value 0 to 24 h
         * @return this builder
         */
        public Builder closeTimeout(Duration value) {
            closeTimeout = value;
            return this;
        }

        /**
         * See {@link EngineConfig#nanoClock()}.
         *
         * @param value monotonic nanoseconds of any start; called by the recorder and by whoever gives a command, so it must neither
         *     block nor allocate
         * @return this builder
         */
        public Builder nanoClock(LongSupplier value) {
            nanoClock = value;
            return this;
        }

        /**
         * See {@link EngineConfig#levelDetector()}.
         *
         * @param value called once a recording; null for the built-in RMS
         * @return this builder
         */
        public Builder levelDetector(@Nullable Supplier<LevelDetector> value) {
            levelDetector = value;
            return this;
        }

        /**
         * See {@link EngineConfig#digitDetector()}.
         *
         * @param value called once a recording; null for none
         * @return this builder
         */
        public Builder digitDetector(@Nullable Supplier<DigitDetector> value) {
            digitDetector = value;
            return this;
        }

        /**
         * Checks and makes the configuration; the builder may be used on.
         *
         * @return the configuration
         * @throws IllegalArgumentException if a value is out of range; the message names it and what is allowed
         */
        public EngineConfig build() {
            Durability whole = spoolDirectory == null ? Durability.NONE : Durability.POWER;
            return new EngineConfig(
                    sink,
                    spoolDirectory,
                    durability == null ? whole : durability,
                    recovery,
                    recoveryListener,
                    threading,
                    shards,
                    dutyCycle,
                    stallBudget,
                    stallPoolBytes,
                    maxRecordings,
                    maxPendingDeliveries,
                    freeSpaceFloorBytes,
                    deliveryThreads,
                    retryFirst,
                    retryMost,
                    retryAge,
                    closeTimeout,
                    nanoClock,
                    levelDetector,
                    digitDetector);
        }
    }
}
