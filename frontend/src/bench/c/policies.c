/*
 * Replacement policies as plain C loops, the yardstick of TraceBench: the same trace from the same numbers, the same
 * frames, and the misses at the end of each row.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FRAMES = 64, REFERENCES = 1 << 21, ROUNDS = 7, WARM_UP = 2, HOT = 48, PAGES = 1024, PHASE = 4096 };

static int trace[REFERENCES];
static int next_use[REFERENCES];

static void make_trace(void) {
    uint32_t x = 0x92d68ca2u;
    uint32_t base = 0;
    for (int i = 0; i < REFERENCES; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        uint32_t drawn = x >> 8;
        if (i % PHASE == 0) base = drawn % (PAGES - HOT);
        trace[i] = (int)((x & 7) == 0 ? drawn % PAGES : base + drawn % HOT);
    }
    int seen[PAGES];
    for (int p = 0; p < PAGES; p++) seen[p] = -1;
    for (int i = REFERENCES - 1; i >= 0; i--) {
        next_use[i] = seen[trace[i]] < 0 ? INT32_MAX - i : seen[trace[i]];
        seen[trace[i]] = i;
    }
}

static int fifo(void) {
    static unsigned char in[PAGES];
    int ring[FRAMES], used = 0, oldest = 0, misses = 0;
    memset(in, 0, sizeof in);
    for (int i = 0; i < REFERENCES; i++) {
        int page = trace[i];
        if (in[page]) continue;
        misses++;
        in[page] = 1;
        if (used < FRAMES) {
            ring[used++] = page;
        } else {
            in[ring[oldest]] = 0;
            ring[oldest] = page;
            oldest = oldest + 1 == FRAMES ? 0 : oldest + 1;
        }
    }
    return misses;
}

static int lru(void) {
    static unsigned char in[PAGES];
    static int next[PAGES + 1], prev[PAGES + 1];
    int used = 0, misses = 0, ring = PAGES;
    memset(in, 0, sizeof in);
    next[ring] = prev[ring] = ring;
    for (int i = 0; i < REFERENCES; i++) {
        int page = trace[i];
        if (in[page]) {
            if (next[ring] == page) continue;
            next[prev[page]] = next[page];
            prev[next[page]] = prev[page];
        } else {
            misses++;
            if (used < FRAMES) {
                used++;
            } else {
                int last = prev[ring];
                in[last] = 0;
                next[prev[last]] = ring;
                prev[ring] = prev[last];
            }
            in[page] = 1;
        }
        next[page] = next[ring];
        prev[page] = ring;
        prev[next[ring]] = page;
        next[ring] = page;
    }
    return misses;
}

static int clock_hand(void) {
    static unsigned char state[PAGES];
    int ring[FRAMES], used = 0, hand = 0, misses = 0;
    memset(state, 0, sizeof state);
    for (int i = 0; i < REFERENCES; i++) {
        int page = trace[i];
        if (state[page]) {
            state[page] = 2;
            continue;
        }
        misses++;
        state[page] = 1;
        if (used < FRAMES) {
            ring[used++] = page;
            continue;
        }
        while (state[ring[hand]] == 2) {
            state[ring[hand]] = 1;
            hand = hand + 1 == FRAMES ? 0 : hand + 1;
        }
        state[ring[hand]] = 0;
        ring[hand] = page;
        hand = hand + 1 == FRAMES ? 0 : hand + 1;
    }
    return misses;
}

static int heap[FRAMES], place[PAGES], key[PAGES];

static void up(int at, int page) {
    while (at > 0 && key[heap[(at - 1) / 2]] < key[page]) {
        heap[at] = heap[(at - 1) / 2];
        place[heap[at]] = at + 1;
        at = (at - 1) / 2;
    }
    heap[at] = page;
    place[page] = at + 1;
}

static void down(int at, int page) {
    for (int child = at * 2 + 1; child < FRAMES; child = at * 2 + 1) {
        if (child + 1 < FRAMES && key[heap[child + 1]] > key[heap[child]]) child++;
        if (key[heap[child]] <= key[page]) break;
        heap[at] = heap[child];
        place[heap[at]] = at + 1;
        at = child;
    }
    heap[at] = page;
    place[page] = at + 1;
}

static int opt(void) {
    int used = 0, misses = 0;
    memset(place, 0, sizeof place);
    for (int i = 0; i < REFERENCES; i++) {
        int page = trace[i];
        key[page] = next_use[i];
        if (place[page]) {
            up(place[page] - 1, page);
            continue;
        }
        misses++;
        if (used < FRAMES) {
            up(used++, page);
        } else {
            place[heap[0]] = 0;
            down(0, page);
        }
    }
    return misses;
}

static int ascending(const void *a, const void *b) {
    return *(const double *)a < *(const double *)b ? -1 : 1;
}

static void report(const char *what, int (*run)(void)) {
    double nanos[ROUNDS];
    int misses = 0;
    for (int i = -WARM_UP; i < ROUNDS; i++) {
        struct timespec from, to;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        misses = run();
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        if (i >= 0) nanos[i] = ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / REFERENCES;
    }
    qsort(nanos, ROUNDS, sizeof *nanos, ascending);
    double median = nanos[ROUNDS / 2];
    char row[64];
    snprintf(row, sizeof row, "C -O2, trace, %s", what);
    printf("%-54s %8.2f M/s %7.1f ns  %d\n", row, 1000 / median, median, misses);
}

int main(void) {
    make_trace();
    report("FIFO", fifo);
    report("LRU", lru);
    report("CLOCK", clock_hand);
    report("OPT", opt);
    return 0;
}
