/* file_tag.h - names from users and files as parts of file names. */
#pragma once

struct tb_words;

/* "-NAME" with every byte that is not a letter, a digit, '.', '_' or '-' replaced by '_', and at most 100 bytes of it;
 * one that is in `used` already gets a number: "-NAME-2".  Adds it to `used`, which owns it.  NULL: out of memory. */
const char *tb_file_tag(struct tb_words *used, const char *name);
