/* fault_shapes.c - costs that do not occur on every operation, as caused by a renewed blinding, a reseeded generator, a
 * rotated key, a flushed cache or a trimmed heap.
 */
#include "tests/fault/fault.h"
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    USUAL_UNIT_NS = 400,
    BY_PROCESS = 9 /* steps of 1/400: at most 2 %, so that no two processes differ by a threshold of 3 % */,
    RARE = 20,
    HANDSHAKE_UNITS = 4 /* two turns of each end */
};

/* Set once, when the module is loaded: asking the kernel in every operation took most of the time of the tests. */
static uint64_t process, unit_ns;

__attribute__((constructor)) static void set_unit(void)
{
    const char *work = getenv("TLSBENCH_FAULT_WORK");
    uint64_t unit = work ? strtoull(work, NULL, 10) : USUAL_UNIT_NS;
    process = (uint64_t)getpid();
    unit_ns = unit + unit * (process * 2654435761u / 65536 % BY_PROCESS) / USUAL_UNIT_NS;
}

uint64_t fault_unit_ns(void)
{
    return unit_ns;
}

/* For the n'th operation of a process, deterministic: the last steps of SplitMix64. */
static bool is_rare(uint64_t n)
{
    uint64_t mixed = (n + process * 1000003) * 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return (mixed ^ mixed >> 31) % RARE == 0;
}

/* In thousandths of an operation. */
static uint64_t share_of(enum fault fault, uint64_t n, bool server)
{
    switch (fault) {
    case FAULT_EVERY_8:
        return n % 8 == 0 ? 7000 : 0;
    case FAULT_EVERY_32:
        return n % 32 == 0 ? 6000 : 0;
    case FAULT_FROM_30:
        return n >= 30 ? 200 : 0;
    case FAULT_SERVER:
        return server ? 200 : 0;
    case FAULT_TAIL:
        return is_rare(n) ? 12000 : 0;
    default:
        return 0;
    }
}

static uint64_t burnt_ns(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        abort();
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void fault_now_and_then(const tb_lib *lib, uint64_t n, bool server)
{
    uint64_t ns = share_of(lib->fault, n, server) * fault_unit_ns() * (server ? HANDSHAKE_UNITS : 1) / 1000;
    if (ns == 0)
        return;
    if (tb_clockwork_add) {
        tb_clockwork_add(ns);
        return;
    }
    for (uint64_t end = burnt_ns() + ns; burnt_ns() < end;)
        ;
}
