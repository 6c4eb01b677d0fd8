/* temporary.h - files and folders of ours that end with us, in $TMPDIR or /tmp.
 *
 * Each is locked (flock) for as long as the process that made it lives.  What one that was killed left behind has no
 * lock any more, and the next one that makes something removes it.
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
