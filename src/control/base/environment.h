/* environment.h - the environment variables of a worker.
 *
 * The caller's environment would affect the measured code: the loader, the allocator, the TLS library and even Google
 * Benchmark read variables.  So a worker gets only the variables on a list: those that programs need, and those that
 * users set on purpose to change how a library works.  The latter are written to run.json, shown below the tables, and
 * compared like the host.  SSL_CERT_FILE and SSL_CERT_DIR are not on the list, since every root comes from the harness;
 * nor is SSLKEYLOGFILE, since writing keys would take time.
 */
#pragma once
#include "control/base/words.h"

struct tb_environment {
    char **variables; /* for execve: the strings belong to the caller's environment, except for the pad */
    char *pad;
};

/* `pad` additional bytes shift the start of the new process's stack; 0: none.  Fails only if memory runs out; nothing
 * then needs freeing. */
bool tb_environment_make(struct tb_environment *environment, unsigned pad);
void tb_environment_free(struct tb_environment *environment);

/* Appends the variables of tlsbench's own environment that reach a worker and can change its behaviour, "NAME=VALUE",
 * sorted by name.  Fails only if memory runs out. */
bool tb_environment_heeded(struct tb_words *variables);
