/* run_dir.h - the folder of one run: results/<time>-<suite>/, of a search for a capacity results/<time>-capacity/.
 *
 * samples.csv is written as samples.csv.partial, in whole rows, and renamed when the run ends.  So a killed controller
 * leaves a partial file, and the run.json from the start of the run.  The file is locked (flock) until the folder is
 * closed, when its other files are there, too.  These are written atomically.  Rows that cannot be measured at all, and
 * so have no sample, are in TB_SUMMARY_PARTIAL until there is a summary.
 */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct tb_text;

#define TB_SUMMARY_PARTIAL "summary.csv.partial"

struct tb_run_dir {
    char results[PATH_MAX / 2]; /* the folder of all runs */
    char name[128];             /* of this run: "20250131T120000Z-quick" */
    char path[PATH_MAX];
    int samples;       /* open for writing, -1: none */
    off_t samples_len; /* bytes in whole rows */
};

/* Creates the folders and the file; a run never writes into another run's folder.  Reserves `reserve` bytes for the
 * summary, in case the samples fill the disk, and fails if that is not possible, before anything is measured.
 */
bool tb_run_dir_make(struct tb_run_dir *dir, const char *results, const char *ending, size_t reserve,
                     struct tb_text *why);
void tb_run_dir_discard(struct tb_run_dir *dir);       /* for a run that did not begin: removes everything */
void tb_run_dir_release(const struct tb_run_dir *dir); /* the reserve, for the files that end the run */

/* Appends whole rows.  On failure, a partly written row is removed again. */
bool tb_run_dir_append(struct tb_run_dir *dir, const struct tb_text *rows, struct tb_text *why);

/* Syncs and renames the file; nothing can be appended then.  Call it once. */
bool tb_run_dir_end_samples(struct tb_run_dir *dir, struct tb_text *why);
bool tb_run_dir_write(const struct tb_run_dir *dir, const char *file, const struct tb_text *content,
                      struct tb_text *why);
void tb_run_dir_drop(const struct tb_run_dir *dir, const char *file); /* removes a file that may not exist */
/* Syncs the files and the folder, so that they survive a power failure. */
bool tb_run_dir_sync(const struct tb_run_dir *dir, struct tb_text *why);

/* Does tlsbench still write the folder of this samples.csv, or samples.csv.partial? */
bool tb_run_is_under_way(const char *samples);

/* Is it the folder of a search for a capacity?  It has capacity.csv, and no samples.csv. */
bool tb_run_is_search(const char *folder);

bool tb_run_dir_link(const struct tb_run_dir *dir, struct tb_text *why); /* results/latest -> this run; to be synced */
void tb_run_dir_close(struct tb_run_dir *dir);

/* Is it the name of a run's folder, "20260116T120000Z-quick"? */
bool tb_is_run_name(const char *name);
