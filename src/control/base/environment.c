#include "control/base/environment.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A name that ends in '*' stands for all names with that prefix. */
static const char *const needed[] = {"PATH", "HOME", "USER",    "LOGNAME", "TMPDIR",
                                     "LANG", "LC_*", "LOCPATH", "TZ",      "TLSBENCH_FAULT_*" /* tests/fault */};
static const char *const heeded[] = {
    "LD_*",         "GLIBC_TUNABLES", "MALLOC_*", /* the loader, and glibc: ld.so(8), mallopt(3) */
    "OPENSSL_*",                                  /* openssl-env(7): configuration, modules, engines, CPU features */
    "BORINGSSL_*",  "AWSLC_*",        "WOLFSSL_*",    "LIBRESSL_*",
    "ASAN_OPTIONS", "UBSAN_OPTIONS",  "TSAN_OPTIONS", "LSAN_OPTIONS",
};

static bool is_named(const char *variable, const char *const *names, size_t num)
{
    size_t len = strcspn(variable, "=");
    for (size_t i = 0; i < num; i++) {
        size_t stem = strcspn(names[i], "*");
        if (names[i][stem] == '*' ? len >= stem && strncmp(variable, names[i], stem) == 0
                                  : len == stem && strncmp(variable, names[i], len) == 0)
            return true;
    }
    return false;
}

static bool is_needed(const char *variable)
{
    return is_named(variable, needed, sizeof needed / sizeof *needed);
}

static bool is_heeded(const char *variable)
{
    return is_named(variable, heeded, sizeof heeded / sizeof *heeded);
}

bool tb_environment_make(struct tb_environment *environment, unsigned pad)
{
    size_t num = 0, all = 0;
    while (environ && environ[all])
        all++;
    *environment = (struct tb_environment){.variables = calloc(all + 2, sizeof(char *))};
    if (!environment->variables)
        return false;
    for (size_t i = 0; i < all; i++)
        if (is_needed(environ[i]) || is_heeded(environ[i]))
            environment->variables[num++] = environ[i];
    if (pad && asprintf(&environment->pad, "TLSBENCH_PAD=%0*d", (int)pad, 0) < 0) {
        environment->pad = NULL;
        tb_environment_free(environment);
        return false;
    }
    if (pad)
        environment->variables[num] = environment->pad;
    return true;
}

void tb_environment_free(struct tb_environment *environment)
{
    free(environment->variables);
    free(environment->pad);
    *environment = (struct tb_environment){0};
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool tb_environment_heeded(struct tb_words *variables)
{
    size_t before = variables->num;
    for (size_t i = 0; environ && environ[i]; i++)
        if (is_heeded(environ[i]) && !tb_words_add(variables, environ[i], strlen(environ[i])))
            return false;
    if (variables->num > before)
        qsort(variables->items + before, variables->num - before, sizeof *variables->items, by_text);
    return true;
}
