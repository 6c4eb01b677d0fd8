/* suite_files.h - the suites in a folder, by their names. */
#pragma once
#include "control/base/words.h"

struct tb_text;

/* The names of the suites in a folder, sorted. */
bool tb_suites_list(struct tb_words *names, const char *folder, struct tb_text *why);

/* The path of a suite, owned: `name` itself if it is the path of a file (a name with '/' or ending in .ini), else that
 * of a suite in the folder.  NULL: there is none, and `why` names the nearest, or is empty if memory ran out. */
char *tb_suites_find(const char *name, const char *folder, struct tb_text *why);
