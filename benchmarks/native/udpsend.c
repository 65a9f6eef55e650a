/*
 * Sends N RTP streams (PCMU, 20 ms, a socket each) to 127.0.0.1 in real time, and checks what a recorder made of them.
 *
 *   udpsend send PORTS SECONDS        PORTS: a file with one port a line; prints packets, CPU and the worst lateness
 *   udpsend check PORTS SECONDS FILE  FILE: a printf pattern of the recordings, as out/s%d.wav (µ-law); prints how many are exact
 *   udpsend first FILE                prints when the recording's first frame was sent, in ms since the sender's first
 *
 * The streams are spread evenly over the 20 ms. One thread, a wake-up a millisecond; its CPU is counted apart from the recorder's.
 */
#define _GNU_SOURCE
#include "udp.h"
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int read_ports(const char *file, int **ports) {
    FILE *in = fopen(file, "r");
    int n = 0, port, room = 1 << 16;
    if (!in) die(file);
    *ports = malloc(sizeof(int) * room);
    while (n < room && fscanf(in, "%d", &port) == 1) (*ports)[n++] = port;
    fclose(in);
    return n;
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(int64_t at) {
    struct timespec t = {at / 1000000000LL, at % 1000000000LL};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static void header(uint8_t *h, int stream, long n) {
    uint32_t timestamp = htonl((uint32_t)(n * FRAME)), ssrc = htonl(0x7ace0000u + (uint32_t)stream);
    h[0] = 0x80;
    h[1] = n == 0 ? 0x80 : 0;
    h[2] = (uint8_t)(n >> 8);
    h[3] = (uint8_t)n;
    memcpy(h + 4, &timestamp, 4);
    memcpy(h + 8, &ssrc, 4);
}

static int send_all(const int *ports, int streams, long frames) {
    const int64_t period = 20000000;
    int *fds = malloc(sizeof(int) * streams);
    long sent = 0, refused = 0;
    int64_t worst = 0;
    for (int i = 0; i < streams; i++) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(ports[i])};
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        fds[i] = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fds[i] < 0 || connect(fds[i], (struct sockaddr *)&to, sizeof to)) die("socket");
    }
    int64_t start = now() + 1000000;
    for (long n = 0; n < frames; n++) {
        for (int i = 0; i < streams;) {
            int64_t t = now();
            if (start + n * period + period * i / streams > t) {
                sleep_until((t / 1000000 + 1) * 1000000);
                continue;
            }
            for (; i < streams; i++) {
                int64_t due = start + n * period + period * i / streams;
                uint8_t h[RTP_HEADER];
                if (due > t) break;
                if (t - due > worst) worst = t - due;
                header(h, i, n);
                struct iovec parts[2] = {{h, sizeof h}, {(void *)frame(i, n), FRAME}};
                if (writev(fds[i], parts, 2) < 0) refused++;
                else sent++;
            }
        }
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    printf("sent %ld refused %ld cpu %.3f late_ms %.1f\n", sent, refused, cpu, worst / 1e6);
    return refused != 0;
}

static int check(int streams, long frames, const char *pattern) {
    uint8_t *file = malloc(WAV_HEADER + (frames + 1) * FRAME);
    int exact = 0;
    for (int i = 0; i < streams; i++) {
        char name[4096];
        snprintf(name, sizeof name, pattern, i);
        FILE *in = fopen(name, "rb");
        long got = in ? (long)fread(file, 1, WAV_HEADER + (frames + 1) * FRAME, in) : -1, n = 0;
        if (in) fclose(in);
        if (got == WAV_HEADER + frames * FRAME)
            while (n < frames && !memcmp(file + WAV_HEADER + n * FRAME, frame(i, n), FRAME)) n++;
        if (n == frames) exact++;
        else if (exact == i) fprintf(stderr, "%s: %ld bytes, first wrong frame %ld of %ld\n", name, got, n, frames);
    }
    printf("exact %d of %d\n", exact, streams);
    return exact != streams;
}

static int first(const char *name) {
    uint8_t file[WAV_HEADER + FRAME];
    FILE *in = fopen(name, "rb");
    if (!in || fread(file, 1, sizeof file, in) != sizeof file) die(name);
    for (long n = 0; n < 3000; n++)
        if (!memcmp(file + WAV_HEADER, frame(0, n), FRAME)) return printf("%ld\n", n * 20), 0;
    return fprintf(stderr, "%s: begins with no frame of ours\n", name), 1;
}

int main(int count, char **args) {
    int *ports;
    make_page();
    if (count == 3 && !strcmp(args[1], "first")) return first(args[2]);
    if (count < 4) return fprintf(stderr, "usage: udpsend send|check PORTS SECONDS [FILE]\n"), 2;
    int streams = read_ports(args[2], &ports);
    long frames = atol(args[3]) * 50;
    return count > 4 ? check(streams, frames, args[4]) : send_all(ports, streams, frames);
}
