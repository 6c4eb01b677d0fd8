#include "counters/tally.h"
#include <sys/mman.h>
#include <unistd.h>

/* Replacements of libc's functions have no argument for their state, so process-wide variables cannot be avoided. */
static struct tb_tallies own = {.account = TB_OF_HARNESS, .fd = -1};
static struct tb_tallies *all = &own;
static size_t num = 1;
static __thread struct tb_tallies *mine; /* NULL: those of the first thread */

struct tb_tallies *tb_tallies(void)
{
    return mine ? mine : all;
}

bool tb_tallies_share(size_t threads)
{
    struct tb_tallies *shared =
        mmap(NULL, threads * sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return false;
    for (size_t i = 0; i < threads; i++) {
        shared[i].account = TB_OF_HARNESS;
        shared[i].fd = -1;
    }
    all = shared;
    num = threads;
    return true;
}

void tb_tallies_enter(size_t thread)
{
    mine = &all[thread];
    mine->thread = gettid();
}

struct tb_tallies *tb_tallies_at(size_t thread)
{
    return &all[thread];
}

struct tb_tallies *tb_tallies_of_id(int id)
{
    for (size_t i = 0; i < num; i++)
        if (all[i].thread == id)
            return &all[i];
    return NULL;
}
