#include "harness/weight.h"
#include "core/text.h"
#include "harness/heap.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROLLUP "/proc/self/smaps_rollup"

/* The sum of the lines that begin with `names`, in bytes.  Returns how many of them there were. */
static size_t add_lines(const char *path, const char *const *names, size_t num, uint64_t *bytes)
{
    FILE *file = fopen(path, "re");
    char line[256];
    size_t found = 0;
    *bytes = 0;
    while (file && fgets(line, sizeof line, file))
        for (size_t i = 0; i < num; i++) {
            uint64_t kib;
            if (strncmp(line, names[i], strlen(names[i])) == 0 &&
                sscanf(line + strlen(names[i]), "%" SCNu64 " kB", &kib) == 1) {
                *bytes += kib * 1024;
                found++;
            }
        }
    if (file)
        fclose(file);
    return found;
}

static bool read_pss(uint64_t *bytes, struct tb_text *why)
{
    static const char *const names[] = {"Pss:", "SwapPss:"};
    if (add_lines(ROLLUP, names, 2, bytes) == 2 && *bytes > 0)
        return true;
    tb_text_printf(why, "%s does not tell the memory of a process; it needs Linux 4.14 or later with /proc", ROLLUP);
    return false;
}

bool tb_weigh(struct tb_weight *weight, struct tb_text *why)
{
    weight->heap_bytes = tb_heap_in_use(); /* first: reading a file takes memory */
    return read_pss(&weight->pss_bytes, why);
}

bool tb_weighing_possible(struct tb_text *why)
{
    enum { BLOCK = 100000 };
    struct tb_weight weight;
    uint64_t before = tb_heap_in_use();
    volatile char *block = malloc(BLOCK);
    if (!block) {
        tb_text_add(why, "out of memory");
        return false;
    }
    block[0] = 1; /* a block that nobody uses may be left out by the compiler */
    uint64_t after = tb_heap_in_use();
    free((void *)block);
    if (after >= before + BLOCK && after < before + 2 * BLOCK)
        return tb_weigh(&weight, why);
    tb_text_add(why,
                "the heap cannot be weighed, because malloc is not glibc's; measure memory without a sanitizer and "
                "without another allocator");
    return false;
}
