/*
 * The least that a recorder must do, in C: what Tacet's engine is held against.
 *
 *   floor c0 LEVEL N FRAMES WARM BANK DIR   copy each frame, sum its squares by table, append; write() each full block of 16 KiB
 *   floor c1 LEVEL N FRAMES WARM BANK DIR   the same from N rings of 8 KiB that a second thread fills; appends every byte to a journal of
 *                                           recycled 256 MiB, written each 50 ms or 256 KiB; LEVEL power: fdatasync of it each 200 ms
 *
 *   floor kernel BANK                       only the sums of squares of a frame, from the cache, by table and by arithmetic that the compiler
 *                                           makes SIMD of; nanoseconds a frame, least and median of 2,000 bursts
 *
 * LEVEL is none, process or power. WARM frames of each recording go before the FRAMES that are measured. BANK is the file of frames that the
 * engine's run uses too. Prints nanoseconds of CPU (user and system, recorder and sync thread; the producer apart) as name=value. It knows no
 * order of packets, no lost packets, no keys, no clocks, no recovery, and believes what comes: it is a floor, not a recorder.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SAMPLES = 160, HEADER = 12, PACKET = HEADER + SAMPLES, BANK = 128, STAGGER = 102, STRIDE = 13 };
enum { BLOCK = 16384, RING = 8192, GROUP = 262144, SEGMENT = 268435456 };

typedef struct {
    _Alignas(128) _Atomic uint32_t tail;
    _Alignas(128) _Atomic uint32_t head;
    _Alignas(128) uint8_t bytes[RING];
} ring_t;

typedef struct {
    int fd;
    uint32_t filled;
    uint64_t loud;
    double level;
    uint8_t *block;
} recording_t;

static uint8_t bank[BANK * SAMPLES];
static int64_t squares[256];
static recording_t *recordings;
static ring_t *rings;
static long count, measured, warm;
static int journal = -1, syncs;
static uint8_t *group;
static uint32_t grouped;
static off_t journal_at;
static _Atomic long produced;
static _Atomic int stopping;
static uint64_t producer_nanos, sync_nanos;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static uint64_t clock_nanos(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void write_all(int fd, const uint8_t *bytes, size_t length, off_t at) {
    while (length > 0) {
        ssize_t done = pwrite(fd, bytes, length, at);
        if (done < 0) fail("write");
        bytes += done, length -= (size_t)done, at += done;
    }
}

static void make_table(void) {
    for (int code = 0; code < 256; code++) {
        int bits = ~code & 0xFF, segment = bits >> 4 & 7;
        int64_t magnitude = ((((bits & 15) << 3) + 132) << segment) - 132;
        squares[code] = magnitude * magnitude;
    }
}

static const uint8_t *frame_of(long recording, long frame) {
    return bank + ((recording * STRIDE + frame) & (BANK - 1)) * SAMPLES;
}

static void pause_thread(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/* The level of two windows, one comparison each. */
static void judge(recording_t *r, const uint8_t *frame) {
    for (int window = 0; window < 2; window++, frame += SAMPLES / 2) {
        int64_t a = 0, b = 0, c = 0, d = 0;
        for (int i = 0; i < SAMPLES / 2; i += 4) {
            a += squares[frame[i]];
            b += squares[frame[i + 1]];
            c += squares[frame[i + 2]];
            d += squares[frame[i + 3]];
        }
        r->loud += (a + b + c + d) > (int64_t)178 * 178 * SAMPLES / 2;
    }
}

/* Squares of a window without a table, as the compiler vectorises it: in halves, so that the sums keep to 32 bits. */
__attribute__((noinline)) static uint64_t window_squares(const uint8_t *codes) {
    uint32_t high[8] = {0}, low[8] = {0};
    for (int i = 0; i < SAMPLES / 2; i += 8) {
        for (int lane = 0; lane < 8; lane++) {
            uint32_t bits = ~codes[i + lane] & 0xFFu;
            uint32_t magnitude = ((((bits & 15) << 3) + 132) << (bits >> 4 & 7)) - 132;
            high[lane] += magnitude * magnitude >> 16;
            low[lane] += magnitude * magnitude & 0xFFFF;
        }
    }
    uint64_t sum = 0;
    for (int lane = 0; lane < 8; lane++) sum += ((uint64_t)high[lane] << 16) + low[lane];
    return sum;
}

static void judge_simd(recording_t *r, const uint8_t *frame) {
    for (int window = 0; window < 2; window++)
        r->loud += window_squares(frame + window * SAMPLES / 2) > (uint64_t)178 * 178 * SAMPLES / 2;
}

static void journal_flush(void) {
    if (grouped == 0) return;
    if (journal_at + (off_t)grouped > SEGMENT) journal_at = 0;
    write_all(journal, group, grouped, journal_at);
    journal_at += grouped;
    grouped = 0;
}

static void journal_append(uint32_t recording, const uint8_t *bytes, uint32_t length) {
    if (grouped + 16 + length > GROUP) journal_flush();
    uint32_t header[4] = {recording, length, recordings[recording].filled, 0};
    memcpy(group + grouped, header, 16);
    memcpy(group + grouped + 16, bytes, length);
    grouped += 16 + length;
}

static void append(recording_t *r, const uint8_t *frame) {
    uint32_t part = BLOCK - r->filled < SAMPLES ? BLOCK - r->filled : SAMPLES;
    memcpy(r->block + r->filled, frame, part);
    r->filled += part;
    if (r->filled == BLOCK) {
        const uint8_t *from = r->block;
        size_t left = BLOCK;
        while (left > 0) {
            ssize_t done = write(r->fd, from, left);
            if (done < 0) fail("write");
            from += done, left -= (size_t)done;
        }
        memcpy(r->block, frame + part, SAMPLES - part);
        r->filled = SAMPLES - part;
    }
}

static void put(ring_t *ring, uint32_t at, const uint8_t *bytes, uint32_t length) {
    uint32_t from = at & (RING - 1), part = RING - from < length ? RING - from : length;
    memcpy(ring->bytes + from, bytes, part);
    memcpy(ring->bytes, bytes + part, length - part);
}

static void get(const ring_t *ring, uint32_t at, uint8_t *bytes, uint32_t length) {
    uint32_t from = at & (RING - 1), part = RING - from < length ? RING - from : length;
    memcpy(bytes, ring->bytes + from, part);
    memcpy(bytes + part, ring->bytes, length - part);
}

static void *produce(void *unused) {
    (void)unused;
    uint8_t packet[PACKET] = {0x80};
    for (long round = -STAGGER; round < warm + measured; round++) {
        if (round == warm) producer_nanos = clock_nanos(CLOCK_THREAD_CPUTIME_ID);
        for (long i = 0; i < count; i++) {
            long frame = round + i % STAGGER;
            if (frame < 0) continue;
            packet[2] = (uint8_t)(frame >> 8), packet[3] = (uint8_t)frame;
            memcpy(packet + HEADER, frame_of(i, frame), SAMPLES);
            ring_t *ring = &rings[i];
            uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
            while (tail - atomic_load_explicit(&ring->head, memory_order_acquire) + PACKET > RING) pause_thread();
            put(ring, tail, packet, PACKET);
            atomic_store_explicit(&ring->tail, tail + PACKET, memory_order_release);
        }
        if (round + 1 == warm) {
            /* The measured part begins when all that came before is recorded. */
            atomic_store(&produced, 1);
            while (atomic_load(&produced) == 1) usleep(100);
        }
    }
    producer_nanos = clock_nanos(CLOCK_THREAD_CPUTIME_ID) - producer_nanos;
    return NULL;
}

static void *sync_loop(void *unused) {
    (void)unused;
    while (!atomic_load(&stopping)) {
        usleep(200000);
        if (fdatasync(journal) != 0) fail("fdatasync");
    }
    sync_nanos = clock_nanos(CLOCK_THREAD_CPUTIME_ID);
    return NULL;
}

/* One pass over all rings; how many frames there were. */
static long drain(void) {
    uint8_t frames[RING], packet[PACKET];
    long done = 0;
    for (long i = 0; i < count; i++) {
        ring_t *ring = &rings[i];
        uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire), length = 0;
        if (head == tail) continue;
        for (; head != tail; head += PACKET, length += SAMPLES) {
            get(ring, head, packet, PACKET);
            judge(&recordings[i], packet + HEADER);
            append(&recordings[i], packet + HEADER);
            if (journal >= 0) memcpy(frames + length, packet + HEADER, SAMPLES);
            done++;
        }
        atomic_store_explicit(&ring->head, head, memory_order_release);
        if (journal >= 0) journal_append((uint32_t)i, frames, length);
    }
    return done;
}

static long staggered(void) {
    long frames = 0;
    for (long i = 0; i < count; i++) frames += i % STAGGER;
    return frames;
}

static uint64_t run_c1(void) {
    pthread_t producer, sync_thread;
    rings = aligned_alloc(128, sizeof(ring_t) * (size_t)count);
    memset(rings, 0, sizeof(ring_t) * (size_t)count);
    pthread_create(&producer, NULL, produce, NULL);
    if (syncs) pthread_create(&sync_thread, NULL, sync_loop, NULL);
    long before = staggered() + warm * count, all = before + measured * count, done = 0;
    uint64_t start = 0, due = clock_nanos(CLOCK_MONOTONIC), journalled = due, sync_start = 0;
    clockid_t sync_clock;
    if (syncs) pthread_getcpuclockid(sync_thread, &sync_clock);
    while (done < all) {
        done += drain();
        uint64_t now = clock_nanos(CLOCK_MONOTONIC);
        if (journal >= 0 && now - journalled >= 50000000) {
            journal_flush();
            journalled = now;
        }
        if (done == before && start == 0 && atomic_load(&produced) == 1) {
            sync();
            start = clock_nanos(CLOCK_THREAD_CPUTIME_ID);
            sync_start = syncs ? clock_nanos(sync_clock) : 0;
            atomic_store(&produced, 2);
        }
        due += 5000000; /* the engine's duty cycle */
        if (due > now) {
            struct timespec pause = {0, (long)(due - now)};
            nanosleep(&pause, NULL);
        } else {
            due = now;
        }
    }
    if (journal >= 0) journal_flush();
    uint64_t used = clock_nanos(CLOCK_THREAD_CPUTIME_ID) - start;
    atomic_store(&stopping, 1);
    pthread_join(producer, NULL);
    if (syncs) {
        pthread_join(sync_thread, NULL);
        used += sync_nanos - sync_start;
    }
    printf("nanosPerFrame.producer=%.1f\n", (double)producer_nanos / (double)(measured * count));
    return used;
}

static uint64_t run_c0(void) {
    uint8_t packet[SAMPLES];
    uint64_t start = 0;
    for (long round = -STAGGER; round < warm + measured; round++) {
        if (round == warm) {
            sync();
            start = clock_nanos(CLOCK_THREAD_CPUTIME_ID);
        }
        for (long i = 0; i < count; i++) {
            long frame = round + i % STAGGER;
            if (frame < 0) continue;
            memcpy(packet, frame_of(i, frame), SAMPLES);
            judge(&recordings[i], packet);
            append(&recordings[i], packet);
        }
    }
    return clock_nanos(CLOCK_THREAD_CPUTIME_ID) - start;
}

static void open_recordings(const char *directory) {
    uint8_t header[58] = {'R', 'I', 'F', 'F'};
    char name[4096];
    recordings = calloc((size_t)count, sizeof(recording_t));
    for (long i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%s/r%ld.wav", directory, i);
        recordings[i].fd = open(name, O_CREAT | O_RDWR | O_TRUNC, 0644);
        if (recordings[i].fd < 0) fail(name);
        if (write(recordings[i].fd, header, sizeof header) != sizeof header) fail(name);
        recordings[i].block = malloc(BLOCK);
    }
}

static void open_journal(const char *directory) {
    char name[4096];
    snprintf(name, sizeof name, "%s/journal", directory);
    journal = open(name, O_CREAT | O_RDWR | O_TRUNC, 0644);
    if (journal < 0) fail(name);
    group = calloc(1, GROUP);
    for (off_t at = 0; at < SEGMENT; at += GROUP) write_all(journal, group, GROUP, at);
    if (fsync(journal) != 0) fail("fsync");
}

/* Whether each file is what its recording was given. */
static uint64_t check(void) {
    enum { AT_ONCE = BLOCK / SAMPLES };
    uint8_t *bytes = malloc(BLOCK);
    uint64_t total = 0;
    for (long i = 0; i < count; i++) {
        recording_t *r = &recordings[i];
        if (write(r->fd, r->block, r->filled) != (ssize_t)r->filled) fail("write");
        uint64_t expected = (uint64_t)(warm + measured + i % STAGGER) * SAMPLES, at = 0;
        for (; at < expected; at += SAMPLES) {
            uint64_t part = at / SAMPLES % AT_ONCE;
            if (part == 0 && pread(r->fd, bytes, AT_ONCE * SAMPLES, (off_t)(58 + at)) < SAMPLES) fail("read");
            if (memcmp(bytes + part * SAMPLES, frame_of(i, (long)(at / SAMPLES)), SAMPLES) != 0) {
                fprintf(stderr, "recording %ld differs at %lu\n", i, (unsigned long)at);
                exit(1);
            }
        }
        if (lseek(r->fd, 0, SEEK_END) != (off_t)(58 + expected)) fail("length");
        total += expected;
        close(r->fd);
    }
    return total;
}

static void read_bank(const char *name) {
    int file = open(name, O_RDONLY);
    if (file < 0 || read(file, bank, sizeof bank) != (ssize_t)sizeof bank) fail(name);
    make_table();
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static uint64_t bursts(const char *name, void (*judged)(recording_t *, const uint8_t *)) {
    enum { BURSTS = 2000 };
    static double each[BURSTS];
    recording_t r = {0};
    for (int burst = 0; burst < BURSTS; burst++) {
        uint64_t start = clock_nanos(CLOCK_THREAD_CPUTIME_ID);
        for (int i = 0; i < BANK; i++) judged(&r, frame_of(0, i));
        each[burst] = (double)(clock_nanos(CLOCK_THREAD_CPUTIME_ID) - start) / BANK;
    }
    qsort(each, BURSTS, sizeof each[0], ascending);
    printf("%s=%.1f %.1f\n", name, each[0], each[BURSTS / 2]);
    return r.loud;
}

static int kernel(void) {
    if (bursts("table", judge) == bursts("simd", judge_simd)) return 0;
    fprintf(stderr, "the two kernels do not agree\n");
    return 1;
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "kernel") == 0) {
        read_bank(argv[2]);
        return kernel();
    }
    if (argc != 8) {
        fprintf(stderr, "usage: floor kernel BANK, or floor c0|c1 none|process|power N FRAMES WARM BANK DIR\n");
        return 2;
    }
    int rings_too = strcmp(argv[1], "c1") == 0;
    count = atol(argv[3]), measured = atol(argv[4]), warm = atol(argv[5]);
    read_bank(argv[6]);
    open_recordings(argv[7]);
    if (rings_too && strcmp(argv[2], "none") != 0) open_journal(argv[7]);
    syncs = rings_too && strcmp(argv[2], "power") == 0;
    uint64_t used = rings_too ? run_c1() : run_c0();
    printf("nanosPerFrame=%.1f\n", (double)used / (double)(measured * count));
    printf("frames=%ld\n", measured * count);
    uint64_t loud = 0;
    for (long i = 0; i < count; i++) loud += recordings[i].loud;
    printf("loudWindows=%lu\n", (unsigned long)loud);
    printf("bytes=%lu\n", (unsigned long)check());
    return 0;
}
