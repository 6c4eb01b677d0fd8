/* files.h - reads whole files, and writes files atomically. */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct tb_text;

/* The whole file as a string; the caller frees it.  NULL: failure, see `why`; a file above `limit` bytes is an
 * error. */
char *tb_file_read(const char *path, size_t limit, struct tb_text *why);

/* The first line of a file, without its newline and cut to fit; "" if it cannot be read. */
void tb_file_line(char *line, size_t cap, const char *path);

/* Writes, syncs and renames: readers see either the old file or the whole new one.  On failure nothing is left
 * behind. */
bool tb_file_write(const char *path, const char *data, size_t len, struct tb_text *why);

bool tb_is_folder(const char *path); /* false also if nothing exists there */

bool tb_folder_sync(const char *path, struct tb_text *why); /* makes renames in it survive a power failure */
