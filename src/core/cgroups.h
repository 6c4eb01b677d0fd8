/* cgroups.h - the control groups that this process is in.
 *
 * A limit of a group applies to all groups below it, so every level from the process's own group up to the root
 * matters.  Both versions of control groups are read (cgroups(7)); each controller is in one of them.
 */
#pragma once
#include <stdbool.h>

/* Calls `visit` with the folder of the process's own group in the hierarchy of the controller ("cpu", "memory"), then
 * with those of its ancestors, until it returns false.  `unified`: version 2.  Without control groups it is not called.
 * `root` is the prefix of /proc and /sys, "" except in tests.  Returns false if a visit did. */
bool tb_cgroups_visit(const char *root, const char *controller,
                      bool (*visit)(void *visitor, const char *folder, bool unified), void *visitor);
