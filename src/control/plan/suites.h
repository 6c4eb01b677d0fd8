/* suites.h - several suites as one.
 *
 * A run of several suites has the cases of all of them, each once, in one folder.  Its settings (rounds, chunks,
 * lengths) apply to every case: where the suites that have a key differ, the largest number is used, so that no case is
 * measured less than its suite asks for.  Lists that differ are not joined, because their order has a meaning:
 * `libraries` must then be chosen with --library, and [check] is left out.
 */
#pragma once
#include "control/plan/suite.h"

/* Loads the suites as one, at least one.  `note` says how differences were settled.  Must be freed even after a
 * failure. */
bool tb_suites_load(struct tb_suite *suite, const struct tb_words *names, const char *folder, bool libraries_chosen,
                    struct tb_text *note, struct tb_text *why);

/* The name of the first suite that is wanted, owned; NULL: none is.  `quick` comes first, and suites for checks last.
 */
typedef bool tb_suite_test(const struct tb_suite *suite, const void *context);
char *tb_suites_first(const char *folder, tb_suite_test *is_wanted, const void *context);

/* Appends the command that measures the cases of a driver: "tlsbench run https --case http".  false: `name` is no
 * driver, or no suite has a case of it. */
bool tb_suites_command(struct tb_text *command, const char *name, const char *folder);
