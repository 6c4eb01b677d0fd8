/* noted_memory.c - wraps every allocation of the controller's own objects (ld's --wrap).  Most failures are reported
 * where they happen; an unreported one must not end in exit code 0. */
#include "core/memory.h"
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t num, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t len);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t num, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t len);

static void *noted(void *memory)
{
    if (!memory)
        tb_memory_note_short();
    return memory;
}

void *__wrap_malloc(size_t size)
{
    return noted(__real_malloc(size));
}

void *__wrap_calloc(size_t num, size_t size)
{
    return noted(__real_calloc(num, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    return noted(__real_realloc(old, size));
}

char *__wrap_strdup(const char *s)
{
    return noted(__real_strdup(s));
}

char *__wrap_strndup(const char *s, size_t len)
{
    return noted(__real_strndup(s, len));
}
