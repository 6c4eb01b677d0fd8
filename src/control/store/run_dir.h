/* run_dir.h - the folder of one run: results/<time>-<suite>/.
 *
 * samples.csv grows under the name samples.csv.partial, by whole rows, and gets its name when the run ends; so a
 * partial file is what a controller that was killed leaves, and beside it the run.json of the run's beginning.  It is
 * locked (flock) while the run is under way.  The other files appear whole; what could not be measured at all, which no
 * sample tells of, stands in TB_SUMMARY_PARTIAL until there is a summary.
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
    off_t samples_len; /* of the rows that are whole */
};

/* Makes the folders and the file.  A run never writes into another one's folder.  `reserve` bytes are set aside, so
 * that a disk that samples fill up has room for the summary still; without them it fails, before anything is measured.
 */
bool tb_run_dir_make(struct tb_run_dir *dir, const char *results, const char *suite, size_t reserve,
                     struct tb_text *why);
void tb_run_dir_discard(struct tb_run_dir *dir); /* of a run that did not begin: nothing is left of it */
void tb_run_dir_release(const struct tb_run_dir *dir); /* the reserve, for the files that end the run */

/* Appends whole rows.  On failure what went out of them is cut off again. */
bool tb_run_dir_append(struct tb_run_dir *dir, const struct tb_text *rows, struct tb_text *why);

bool tb_run_dir_end_samples(struct tb_run_dir *dir, struct tb_text *why); /* syncs, and gives the file its name */
bool tb_run_dir_write(const struct tb_run_dir *dir, const char *file, const struct tb_text *content,
                      struct tb_text *why);
void tb_run_dir_drop(const struct tb_run_dir *dir, const char *file); /* which may not be there */
/* What the folder holds, and the folder itself, survive a power cut. */
bool tb_run_dir_sync(const struct tb_run_dir *dir, struct tb_text *why);

bool tb_run_is_under_way(const char *partial); /* the path of a samples.csv.partial */

bool tb_run_dir_link(const struct tb_run_dir *dir, struct tb_text *why); /* results/latest -> this run */
void tb_run_dir_close(struct tb_run_dir *dir);
