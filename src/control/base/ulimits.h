/* ulimits.h - checks the resource limits that tlsbench needs. */
#pragma once
#include <stdbool.h>

/* Prints to stderr each limit that is too low, and how to raise it.  Returns false if there is one. */
bool tb_ulimits_suffice(void);
