/* doubts.h - what a reader must know of a run or a comparison before he trusts its figures, for the files of every
 * format: the warnings and notes of the terminal.
 *
 * What was slowed down on purpose, what the runs say (show/remarks.h), how two runs differ, where the mean disagrees,
 * the reference work, and known faults of the libraries.
 */
#pragma once

struct json_t;
struct tb_comparison;
struct tb_export_source;

/* A list of texts, a new reference: "warning: ...", "note: ...", or a sentence without either.  Where the source
 * compares nothing, libraries of the run are compared as its tables do.  NULL: out of memory. */
struct json_t *tb_doubts(const struct tb_export_source *source);

/* The same for who has made that comparison; of a source that compares, its own. */
struct json_t *tb_doubts_with(const struct tb_export_source *source, const struct tb_comparison *comparison);
