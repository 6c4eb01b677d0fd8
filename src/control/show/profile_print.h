/* profile_print.h - what --profile wrote, on the terminal. */
#pragma once

struct tb_profiles;

/* A line for each file, with what its samples lack; the reasons of rows without a profile go to stderr.  Prints nothing
 * where nothing was profiled. */
void tb_profiles_print(const struct tb_profiles *profiles, const char *folder);
