/* export.h - exports a run or a comparison in the formats of other tools.
 *
 *     export.c           requests; files
 *     export_run.c       --export of a run that has just ended
 *     export_verdict.c   the words for comparisons in the formats for people
 *     export_gbench.c    Google Benchmark's JSON, in two shapes
 *     export_bmf.c       Bencher Metric Format
 *     export_markdown.c  for a pull request's comment or a job's summary
 *     export_junit.c     for whatever shows test results
 *     export_html.c      a page with charts: page.h
 *     export_svg.c       those charts as pictures
 *
 * A format is one function that appends a whole file to a text, or writes a folder.  Files are written atomically.
 */
#pragma once
#include "control/base/words.h"
#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct tb_cell;
struct tb_check_verdict;
struct tb_comparison;
struct tb_conclusion;
struct tb_counts;
struct tb_plan;
struct tb_planned;
struct tb_run;
struct tb_text;

struct tb_export_source {
    const struct tb_plan *plan;             /* what was measured; for two compared runs the other's */
    const struct tb_counts *counts;         /* of --counters; NULL: none */
    const struct json_t *facts;             /* the contents of run.json */
    const struct json_t *base_facts;        /* of the base's run if that is a separate one; else NULL */
    const struct tb_comparison *comparison; /* NULL: nothing was compared */
    const struct tb_words *differences;     /* how two compared runs differ, as warnings and notes; NULL: not */
    const struct tb_conclusion *conclusion; /* of a check; else NULL */
    const char *folder;                     /* of the run's other files; NULL: it is not known */
};

/* Of a stored check: adds its rows and verdict, if any of its rows was loaded. */
void tb_export_take_check(struct tb_export_source *source, const struct tb_check_verdict *said);

struct tb_exporter {
    const char *name, *file, *doc; /* file: its default name in the run's folder */
    bool compares;                 /* shows comparisons; else only what was measured, whether compared or not */
    /* One of both: a file, or several in a folder, which is made if only it is missing. */
    bool (*write)(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why);
    bool (*write_files)(const char *folder, const struct tb_export_source *source, struct tb_text *why);
    bool (*ready)(struct tb_text *why); /* NULL, or: is there what it takes?  Asked before anything is measured */
};
const struct tb_exporter *const *tb_exporters(size_t *num);
const struct tb_exporter *tb_exporter_by_name(const char *name, struct tb_text *why); /* NULL: not found, see `why` */

/* Writes one format to one file, or to a folder if it takes several. */
bool tb_export_file(const struct tb_exporter *exporter, const struct tb_export_source *source, const char *path,
                    struct tb_text *why);

/* Checks requests of the form FORMAT or FORMAT=FILE before anything is measured, as far as that is possible. */
bool tb_export_check(const struct tb_words *requests, struct tb_text *why);
/* The same for stored runs, one or two, from which `comparisons` comparisons are made.  `folder` is for files without a
 * name; NULL: there is none. */
bool tb_export_check_stored(const struct tb_words *requests, const char *folder, size_t runs, size_t comparisons,
                            struct tb_text *why);
/* `tag` is inserted before the ending of default file names: "-alpha" makes "report-alpha.md". */
bool tb_export_write(const struct tb_words *requests, const struct tb_export_source *source, const char *folder,
                     const char *tag, struct tb_text *why);

/* Write the exports that --export of a run requests; call after the run's other files were written.  All are tried even
 * if one fails.  `conclusion`: of a check.  `tag`: see tb_export_write. */
bool tb_export_all(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion, struct tb_text *why);
bool tb_export_one_of(const struct tb_run *run, const struct tb_comparison *comparison, const char *tag,
                      struct tb_text *why);

/* Formats that hold figures and nothing else leave out what was slowed down on purpose, since they cannot say so, and
 * their readers would keep it as a figure of the library.  This says so on standard error. */
void tb_export_note_injected(const char *format, const struct tb_plan *plan);

/* "kx/x25519/exchange/boringssl": one name for a case on a variant, for formats that only have names. */
void tb_export_name(struct tb_text *name, const struct tb_planned *planned, const struct tb_cell *cell);

/* A text in the facts, by object and key: ("host", "cpu"); "" if there is none.  Borrowed. */
const char *tb_export_fact(const struct tb_export_source *source, const char *object, const char *key);

/* The formats, in the order of lists and help: tb_export_gbench and so on, each defined in the file that writes it. */
#define TB_EXPORTERS(X)            X(gbench) X(gbench_rounds) X(bmf) X(markdown) X(junit) X(html) X(svg)
#define TB_EXPORTER_DECLARED(name) extern const struct tb_exporter tb_export_##name;
TB_EXPORTERS(TB_EXPORTER_DECLARED)
