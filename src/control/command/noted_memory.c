/* noted_memory.c - wraps every allocation of the controller's own objects (ld's --wrap).  Most failures are reported
 * where they happen; an unreported one must not end in exit code 0. */
#include "core/memory.h"
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t num, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t len);
FILE *__real_fopen(const char *path, const char *mode);
FILE *__real_fdopen(int fd, const char *mode);
DIR *__real_opendir(const char *path);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t num, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t len);
FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__wrap_fdopen(int fd, const char *mode);
DIR *__wrap_opendir(const char *path);

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

/* These allocate, too; a file that cannot be opened for another reason is no lack of memory. */
static void *noted_file(void *file)
{
    if (!file && errno == ENOMEM)
        tb_memory_note_short();
    return file;
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    return noted_file(__real_fopen(path, mode));
}

FILE *__wrap_fdopen(int fd, const char *mode)
{
    return noted_file(__real_fdopen(fd, mode));
}

DIR *__wrap_opendir(const char *path)
{
    return noted_file(__real_opendir(path));
}
