/* temporary.h - files and folders in $TMPDIR or /tmp that are removed when tlsbench ends.
 *
 * Each is locked (flock) while the process that made it lives.  If that process was killed, the lock is gone, and the
 * next tlsbench that makes a temporary file removes the rest.
 */
#pragma once
#include <limits.h>
#include <stdbool.h>

struct tb_text;

struct tb_folder {
    char path[PATH_MAX - 40]; /* with room for a file's name */
    int lock;
};

bool tb_folder_make(struct tb_folder *folder);   /* empty; false: errno */
void tb_folder_remove(struct tb_folder *folder); /* with all that is in it by then */

/* Copies a file to a new one; `copy` gets its path, to be unlinked.  false: `why`. */
bool tb_file_copy(char copy[PATH_MAX], const char *path, struct tb_text *why);
