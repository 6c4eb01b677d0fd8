/* instances.h - the libraries that `bring` can bring: backends/libraries/instances. */
#pragma once
#include <stdbool.h>

struct tb_text;
struct tb_words;

/* Their names in the list's order; "openssl@" is a project that can be brought at any commit.  false: `why`. */
bool tb_instances_list(struct tb_words *names, struct tb_text *why);

/* false also if the list cannot be read. */
bool tb_instances_have(const char *name);
