#include "no_memory.h"
#include <stdbool.h>
#include <stdint.h>

void *__real_malloc(size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *s);
void *__wrap_malloc(size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *s);

static size_t left = SIZE_MAX;

void no_memory_after(size_t num)
{
    left = num;
}

void no_memory_end(void)
{
    left = SIZE_MAX;
}

static bool granted(void)
{
    if (left == 0)
        return false;
    if (left != SIZE_MAX)
        left--;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return granted() ? __real_malloc(size) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
    return granted() ? __real_realloc(old, size) : NULL;
}

char *__wrap_strdup(const char *s)
{
    return granted() ? __real_strdup(s) : NULL;
}
