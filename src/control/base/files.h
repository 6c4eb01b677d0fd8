/* files.h - files that are read whole, and files that appear whole or not at all. */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct tb_text;

/* The whole file as a string, to be freed.  NULL: `why` says what is wrong, a file above `limit` bytes included. */
char *tb_file_read(const char *path, size_t limit, struct tb_text *why);

/* The same of a file whose writer was killed: zeros at its end, which a power cut may leave, do not belong to it. */
char *tb_file_read_torn(const char *path, size_t limit, struct tb_text *why);

/* The first line of a file, without its newline and cut to fit; "" when it cannot be read. */
void tb_file_line(char *line, size_t cap, const char *path);

/* Where a file that is asked for is written.  A symbolic link stays, and what it points to is replaced; a device or a
 * pipe is written to as it stands, and never replaced. */
struct tb_target {
    char path[PATH_MAX], partial[PATH_MAX]; /* the file, and its name until it is whole */
    bool stream;                            /* no regular file: `partial` has no use */
};
bool tb_target_find(struct tb_target *target, const char *path, struct tb_text *why); /* false: a folder, for one */

/* Writes, syncs and renames: whoever looks sees the old file or the whole new one.  false: `why`; nothing is left
 * behind. */
bool tb_file_write(const char *path, const char *data, size_t len, struct tb_text *why);

bool tb_is_folder(const char *path); /* false also where there is nothing */

bool tb_folder_sync(const char *path, struct tb_text *why); /* renames in it survive a power cut */
