/* release.h - the version of a library and its date, in the form that all output uses. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_release {
    char version[96]; /* "3.5.6"; a commit, "a0689af29e8e" */
    char date[11];    /* "2026-04-07"; "": unknown */
    char date_of[12]; /* "release", "commit", or "package" (which may carry older code); "" without a date */
};

/* Reads it from a library's own version text: "OpenSSL 3.5.6 7 Apr 2026", "LibreSSL 3.8.2", "5.7.2".  Fails if the text
 * has no version, like "BoringSSL"; all fields are then "". */
bool tb_release_read(struct tb_release *release, const char *says);

/* "2026-04-07", "≤2023-01-18" (for a package of that day, whose code may be older), or "undated". */
void tb_release_day(char *dst, size_t cap, const char *date, const char *date_of);
/* The same, after the version: "3.5.6 2026-04-07". */
void tb_release_words(char *dst, size_t cap, const char *version, const char *date, const char *date_of);
