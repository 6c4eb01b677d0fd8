#include "harness/weight.h"
#include "core/text.h"
#include <errno.h>
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROLLUP "/proc/self/smaps_rollup"

static uint64_t heap_bytes(void)
{
    struct mallinfo2 info = mallinfo2();
    return (uint64_t)info.uordblks + (uint64_t)info.hblkhd;
}

static bool read_pss(uint64_t *bytes, struct tb_text *why)
{
    FILE *file = fopen(ROLLUP, "re");
    char line[256];
    uint64_t kib = 0;
    bool found = false;
    if (!file) {
        tb_text_printf(why, "%s: %s; it needs Linux 4.14 or later with /proc", ROLLUP, strerror(errno));
        return false;
    }
    while (!found && fgets(line, sizeof line, file))
        found = sscanf(line, "Pss: %" SCNu64 " kB", &kib) == 1;
    fclose(file);
    *bytes = kib * 1024;
    if (!found || kib == 0)
        tb_text_printf(why, "%s does not tell the PSS", ROLLUP);
    return found && kib > 0;
}

bool tb_weigh(struct tb_weight *weight, struct tb_text *why)
{
    weight->heap_bytes = heap_bytes(); /* first: reading a file takes memory */
    return read_pss(&weight->pss_bytes, why);
}

bool tb_weighing_possible(struct tb_text *why)
{
    enum { BLOCK = 100000 };
    struct tb_weight weight;
    uint64_t before = heap_bytes();
    volatile char *block = malloc(BLOCK);
    if (!block) {
        tb_text_add(why, "out of memory");
        return false;
    }
    block[0] = 1; /* a block that nobody uses may be left out by the compiler */
    uint64_t after = heap_bytes();
    free((void *)block);
    if (after >= before + BLOCK && after < before + 2 * BLOCK)
        return tb_weigh(&weight, why);
    tb_text_add(why, "the heap cannot be weighed, because malloc is not glibc's; measure memory without a sanitizer and "
                     "without another allocator");
    return false;
}
