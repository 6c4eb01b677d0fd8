/* run_facts.h - facts of run.json in the words that every output uses. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct tb_text;

/* Appends the command line as a shell would have to be given it; nothing if there is none. */
void tb_run_command(struct tb_text *line, const struct json_t *facts);

/* Is this one of `libraries` a library?  The module for plain TCP stands among them, even if no case was measured over
 * loopback, and is not listed as one. */
bool tb_run_is_library(const struct json_t *facts, const struct json_t *library);

/* Version and day of one of the libraries: "3.5.6 2026-04-07"; the version alone where no day is told. */
void tb_run_version(char *dst, size_t cap, const struct json_t *library);
