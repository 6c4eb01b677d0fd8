/* scarcity.c - memory runs out at the n'th allocation of a process.  Preloaded into the controller by tests/torture.
 *
 * SCARCITY_AT=n: the n'th call, from 1, returns NULL; with SCARCITY_ON, all later ones do as well.  The environment of
 * workers has neither (control/base/environment.c), so nothing fails there.  SCARCITY_COUNT=FILE: writes the number of
 * calls until the process ended by itself.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_ulong calls;
static unsigned long at;
static bool on;

__attribute__((constructor)) static void begin(void)
{
    const char *which = getenv("SCARCITY_AT");
    at = which ? strtoul(which, NULL, 10) : 0;
    on = getenv("SCARCITY_ON") != NULL;
    atomic_store(&calls, 0);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("SCARCITY_COUNT");
    unsigned long all = atomic_load(&calls);
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%lu\n", all);
    fclose(file);
}

/* When out of memory, glibc's loader continues with freed memory, which is not under test here. */
static bool is_loader(const void *caller)
{
    Dl_info info;
    const char *name = dladdr(caller, &info) && info.dli_fname ? strrchr(info.dli_fname, '/') : NULL;
    return name && strncmp(name, "/ld-", 4) == 0;
}

static bool granted(const void *caller)
{
    unsigned long call = atomic_fetch_add(&calls, 1) + 1;
    if (!at || call < at || (call > at && !on) || is_loader(caller))
        return true;
    errno = ENOMEM;
    return false;
}

void *malloc(size_t size)
{
    static void *(*next)(size_t);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "malloc");
    return granted(__builtin_return_address(0)) ? next(size) : NULL;
}

void *calloc(size_t num, size_t size)
{
    static void *(*next)(size_t, size_t);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "calloc");
    return granted(__builtin_return_address(0)) ? next(num, size) : NULL;
}

void *realloc(void *old, size_t size)
{
    static void *(*next)(void *, size_t);
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "realloc");
    return granted(__builtin_return_address(0)) ? next(old, size) : NULL;
}
