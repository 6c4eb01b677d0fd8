/* suite_files.h - the suites in a folder, by their names. */
#pragma once
#include "control/base/words.h"

struct tb_text;

/* The names of the suites in a folder, sorted. */
bool tb_suites_list(struct tb_words *names, const char *folder, struct tb_text *why);

/* Does the name have a '/', or end in .ini?  It is the path of a file, then. */
bool tb_suite_is_path(const char *name);

/* Of --suites, NULL: not given.  It must be heeded: one of the names, or the only one where there is none, is no path.
 * false: `why`. */
bool tb_suites_heed(const char *folder, const struct tb_words *names, struct tb_text *why);

/* The path of a suite, owned: `name` itself if it is the path of a file, else that of a suite in the folder.  NULL:
 * there is none, and `why` names the nearest, or is empty if memory ran out. */
char *tb_suites_find(const char *name, const char *folder, struct tb_text *why);
