/* What sender, receiver and checker of the UDP benchmark agree on: stream i's frame n holds a slice of a fixed random page. */
#ifndef TACET_UDP_H
#define TACET_UDP_H
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAME = 160, RTP_HEADER = 12, PAGE = 1 << 16, WAV_HEADER = 58 };

static uint8_t page[PAGE + FRAME];

static inline void make_page(void) {
    uint32_t x = 2463534242u;
    for (int i = 0; i < PAGE + FRAME; i++) {
        x ^= x << 13, x ^= x >> 17, x ^= x << 5;
        page[i] = (uint8_t)(x >> 11);
    }
}

static inline const uint8_t *frame(int stream, long n) {
    return page + ((unsigned long)stream * 7919 + (unsigned long)n * 163) % PAGE;
}

static inline void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}
#endif
