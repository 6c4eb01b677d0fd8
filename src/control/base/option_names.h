/* option_names.h - what somebody means who types an option that a command does not have. */
#pragma once
#include <stddef.h>

struct tb_text;

/* Appends what is meant by `typed`, given without dashes: the command's option that other programs call so, what to do
 * instead, or the nearest of `names`.  Appends nothing if none is near. */
void tb_option_meant(struct tb_text *why, const char *typed, const char *const *names, size_t num);
