/* files.h - files that are read whole, and files that appear whole or not at all. */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct tb_text;

/* The whole file as a string, to be freed.  NULL: `why` says what is wrong, a file above `limit` bytes included. */
char *tb_file_read(const char *path, size_t limit, struct tb_text *why);

/* The first line of a file, without its newline and cut to fit; "" when it cannot be read. */
void tb_file_line(char *line, size_t cap, const char *path);

/* Writes, syncs and renames: whoever looks sees the old file or the whole new one.  false: `why`; nothing is left
 * behind. */
bool tb_file_write(const char *path, const char *data, size_t len, struct tb_text *why);

bool tb_is_folder(const char *path); /* false also where there is nothing */

bool tb_folder_sync(const char *path, struct tb_text *why); /* renames in it survive a power cut */
