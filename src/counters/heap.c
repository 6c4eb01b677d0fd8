/* heap.c - counts malloc and related functions.  glibc lets a program replace them and documents which belong together
 * ("Replacing malloc"); the originals have the prefix __libc_. */
#include "counters/tally.h"
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t num, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

/* A side nearly always frees its own blocks; a block passed from one side to the other shifts the balance. */
static void *counted(void *block, size_t asked)
{
    struct tb_tally *tally = tb_tally_now();
    if (!block)
        return NULL;
    tally->allocations++;
    tally->allocated_bytes += asked;
    tally->live_bytes += (int64_t)malloc_usable_size(block);
    if (tally->peak_bytes < tally->live_bytes)
        tally->peak_bytes = tally->live_bytes;
    return block;
}

static void gone(void *block)
{
    if (block)
        tb_tally_now()->live_bytes -= (int64_t)malloc_usable_size(block);
}

void *malloc(size_t size)
{
    return counted(__libc_malloc(size), size);
}

void *calloc(size_t num, size_t size)
{
    return counted(__libc_calloc(num, size), num * size); /* if this overflows, there is no block */
}

void *realloc(void *old, size_t size)
{
    int64_t before = old ? (int64_t)malloc_usable_size(old) : 0;
    void *block = __libc_realloc(old, size);
    if (block || size == 0)
        tb_tally_now()->live_bytes -= before;
    return counted(block, size);
}

void *memalign(size_t alignment, size_t size)
{
    return counted(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

void *valloc(size_t size)
{
    return memalign((size_t)sysconf(_SC_PAGESIZE), size);
}

void *pvalloc(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return memalign(page, (size + page - 1) / page * page);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    void *block = memalign(alignment, size);
    if (!block)
        return ENOMEM;
    *out = block;
    return 0;
}

void free(void *block)
{
    gone(block);
    __libc_free(block);
}
