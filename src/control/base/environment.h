/* environment.h - the environment variables that a worker gets.
 *
 * The caller's environment would reach the code that is measured: the loader, the allocator, the TLS library, even
 * Google Benchmark read variables.  A worker gets only those of a list: what a program cannot do without, and what
 * someone sets on purpose to change how a library works.  The latter are written into run.json, named under the tables,
 * and compared like the host.  SSL_CERT_FILE and SSL_CERT_DIR are not among them, since every root comes from the
 * harness, nor is SSLKEYLOGFILE, since no key is to be written while time is taken.
 */
#pragma once
#include "control/base/words.h"

struct tb_environment {
    char **variables; /* for execve: the strings are the caller's environment's, but for the pad */
    char *pad;
};

/* `pad` bytes more shift where the stack of the new process begins; 0: none.  false: out of memory, and nothing to
 * free. */
bool tb_environment_make(struct tb_environment *environment, unsigned pad);
void tb_environment_free(struct tb_environment *environment);

/* Appends the variables of our own environment that reach a worker and can change what it does, "NAME=VALUE", by name.
 * false: out of memory. */
bool tb_environment_heeded(struct tb_words *variables);
