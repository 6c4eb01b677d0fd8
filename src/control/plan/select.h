/* select.h - selects the libraries and cases of a run. */
#pragma once
#include "control/plan/expand.h"
#include "control/sample/libraries.h"

struct tb_suite;

struct tb_selection {
    struct tb_library **items; /* borrowed, in display order */
    size_t num;
};

/* The libraries asked for, by name, as a glob or "all", which must be there; else those of the suite, else the default
 * instances, as far as they are there; else the distribution's own.  `note` says which were missing, which of
 * them the build refused and why, and what is measured instead. */
bool tb_select_libraries(struct tb_selection *selection, const struct tb_libraries *libraries,
                         const struct tb_words *asked, const struct tb_words *of_suite, struct tb_text *note,
                         struct tb_text *why);
void tb_selection_free(struct tb_selection *selection);

/* Keeps the cases that match a pattern: a full name, a prefix up to a '/', or a glob ('*' matches '/' too).  A full
 * name that is not in the suite is added.  A pattern that matches nothing is an error that names the nearest case. */
bool tb_select_cases(struct tb_cases *cases, const struct tb_words *patterns, struct tb_text *why);

/* For a stored run, named `where`: keeps the cases that match a pattern, and the reference work; with metrics, only
 * cases that have one of them.  A word that matches nothing is an error that names the nearest. */
bool tb_filter_cases(struct tb_cases *cases, const struct tb_words *patterns, const char *where, struct tb_text *why);
bool tb_filter_metrics(struct tb_cases *cases, const struct tb_words *metrics, const char *where, struct tb_text *why);
/* Keeps the requested names, in the order of the request. */
bool tb_filter_names(struct tb_words *names, const struct tb_words *asked, const char *where, struct tb_text *why);
/* Does it match one of the words, each a name or a glob?  True if there are no words. */
bool tb_filter_has(const struct tb_words *words, const char *name);
