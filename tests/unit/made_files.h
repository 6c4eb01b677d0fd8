/* made_files.h - a folder with files that a test makes, in place of /proc and /sys. */
#pragma once

int make_root(void **state);
int remove_root(void **state);
#define IN_A_ROOT(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

const char *made_root(void);
void make_file(const char *path, const char *content); /* and the folders that it is in */
