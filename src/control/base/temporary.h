/* temporary.h - files and folders in $TMPDIR or /tmp that are removed when tlsbench ends.
 *
 * Each is locked (flock) while the process that made it lives.  If that process was killed, its lock is released, and
 * the next tlsbench that makes a temporary file removes the leftovers.
 */
#pragma once
#include <limits.h>
#include <stdbool.h>

struct tb_text;

struct tb_folder {
    char path[PATH_MAX - 40]; /* with room for a file's name */
    int lock;
};

bool tb_folder_make(struct tb_folder *folder);   /* creates an empty folder; on failure errno is set */
void tb_folder_remove(struct tb_folder *folder); /* with its contents */

/* Copies a file to a new one and stores its path in `copy`; the caller unlinks it. */
bool tb_file_copy(char copy[PATH_MAX], const char *path, struct tb_text *why);
