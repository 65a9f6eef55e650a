/*
 * The least that a recorder of N UDP ports can do: wait, receive, take the payload behind the RTP header, append, write 16 KiB at a time.
 * It decides nothing, orders nothing, survives nothing.
 *
 *   udpfloor packet|MILLIS PORTS FILE   packet: epoll_wait wakes for each packet; MILLIS: wakes once per so many and drains
 *
 * PORTS: a file with one port a line; FILE: a printf pattern of the recordings, as out/s%d.wav. Ends at SIGTERM: writes what is left and
 * the sizes, prints packets and CPU.
 */
#define _GNU_SOURCE
#include "udp.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 16384, MOST = 256 };

struct stream {
    int socket, file, filled;
    uint32_t written;
    uint8_t block[BLOCK];
};

static volatile sig_atomic_t stopping;
static long packets;

static void stop(int signal) {
    (void)signal;
    stopping = 1;
}

static void put(struct stream *s, const uint8_t *bytes, int length) {
    while (length > 0) {
        int part = length < BLOCK - s->filled ? length : BLOCK - s->filled;
        memcpy(s->block + s->filled, bytes, part);
        s->filled += part, bytes += part, length -= part;
        if (s->filled == BLOCK) {
            if (write(s->file, s->block, BLOCK) != BLOCK) die("write");
            s->written += BLOCK, s->filled = 0;
        }
    }
}

static int receive(struct stream *s) {
    uint8_t packet[2048];
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    ssize_t length = recvfrom(s->socket, packet, sizeof packet, MSG_DONTWAIT, (struct sockaddr *)&from, &size);
    if (length < 0) return 0;
    if (length > RTP_HEADER && packet[0] >> 6 == 2) put(s, packet + RTP_HEADER, (int)length - RTP_HEADER);
    packets++;
    return 1;
}

static void wav_header(uint8_t *h, uint32_t data) {
    static const uint8_t form[WAV_HEADER] = "RIFF....WAVEfmt \x12\0\0\0\x07\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0\0\0fact\x04\0\0\0....data....";
    uint32_t riff = WAV_HEADER - 8 + data;
    memcpy(h, form, WAV_HEADER);
    memcpy(h + 4, &riff, 4), memcpy(h + 46, &data, 4), memcpy(h + 54, &data, 4);
}

static void open_stream(struct stream *s, int port, const char *pattern, int number) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    int buffer = 128000;
    char name[4096];
    uint8_t h[WAV_HEADER];
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->socket = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    setsockopt(s->socket, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (bind(s->socket, (struct sockaddr *)&at, sizeof at)) die("bind");
    snprintf(name, sizeof name, pattern, number);
    s->file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (s->file < 0) die(name);
    wav_header(h, 0);
    put(s, h, WAV_HEADER);
}

static void finish(struct stream *s) {
    uint8_t h[WAV_HEADER];
    if (write(s->file, s->block, s->filled) != s->filled) die("write");
    wav_header(h, s->written + s->filled - WAV_HEADER);
    if (pwrite(s->file, h, WAV_HEADER, 0) != WAV_HEADER) die("write");
    close(s->file);
}

int main(int count, char **args) {
    if (count < 4) return fprintf(stderr, "usage: udpfloor packet|MILLIS PORTS FILE\n"), 2;
    long millis = strcmp(args[1], "packet") ? atol(args[1]) : 0;
    struct sigaction action = {.sa_handler = stop};
    struct epoll_event events[MOST];
    int epoll = epoll_create1(0), port, streams = 0;
    struct stream *all = calloc(1 << 14, sizeof *all);
    FILE *ports = fopen(args[2], "r");
    if (!ports) die(args[2]);
    sigaction(SIGTERM, &action, NULL);
    while (fscanf(ports, "%d", &port) == 1) {
        struct epoll_event want = {.events = EPOLLIN, .data.ptr = all + streams};
        open_stream(all + streams, port, args[3], streams);
        epoll_ctl(epoll, EPOLL_CTL_ADD, all[streams++].socket, &want);
    }
    printf("ready %d\n", streams);
    fflush(stdout);
    while (!stopping) {
        int ready = epoll_wait(epoll, events, MOST, millis ? 0 : 100);
        for (int i = 0; i < ready; i++) receive(events[i].data.ptr);
        if (millis && ready <= 0) {
            struct timespec rest = {0, millis * 1000000};
            nanosleep(&rest, NULL);
        }
    }
    for (int i = 0; i < streams; i++) finish(all + i);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("packets %ld cpu %.3f\n", packets, used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
    return 0;
}
