/* files.h - reads whole files, and writes files atomically. */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct tb_text;

/* Appends "PATH: " and what errno says, behind "; " if there is text already.  Returns false. */
bool tb_file_blame(struct tb_text *why, const char *path);

/* The whole file as a string; the caller frees it.  NULL: failure, see `why`; a file above `limit` bytes is an
 * error. */
char *tb_file_read(const char *path, size_t limit, struct tb_text *why);

/* The same of a file whose writer was killed: zeros at its end, which a power cut may leave, do not belong to it. */
char *tb_file_read_torn(const char *path, size_t limit, struct tb_text *why);

/* The first line of a file, without its newline and cut to fit; "" when it cannot be read. */
void tb_file_line(char *line, size_t cap, const char *path);

/* Where a file that is asked for is written.  A symbolic link stays, and what it points to is replaced; a device or a
 * pipe is written to as it stands, and never replaced. */
struct tb_target {
    char path[PATH_MAX], partial[PATH_MAX]; /* the file, and its name until it is whole, which nobody else uses */
    bool stream;                            /* no regular file: `partial` has no use */
};
bool tb_target_find(struct tb_target *target, const char *path, struct tb_text *why); /* false: a folder, for one */
int tb_target_open(struct tb_target *target, struct tb_text *why);                    /* for writing; -1: `why` */
/* What was written becomes the file if it is `good`, and goes if it is not.  false: it is not the file. */
bool tb_target_end(const struct tb_target *target, bool good, struct tb_text *why);

#define TB_PARTIAL_ENDING ".new" /* of a name like "run.json.aB3dE6.new", which a killed writer may leave */

/* Can files be written to this folder?  false: `why` says what is in the way, and what to do. */
bool tb_folder_check(const char *path, struct tb_text *why);
/* The same of a file, or with `folder` of a folder of which only the last part may be missing.  A history, and what a
 * run is read from, is never replaced. */
bool tb_target_check(const char *path, bool folder, struct tb_text *why);

/* Writes, syncs and renames: whoever looks sees the old file or the whole new one.  false: `why`; nothing is left
 * behind. */
bool tb_file_write(const char *path, const char *data, size_t len, struct tb_text *why);

bool tb_is_folder(const char *path); /* false also if nothing exists there */

bool tb_folder_sync(const char *path, struct tb_text *why); /* makes renames in it survive a power failure */
