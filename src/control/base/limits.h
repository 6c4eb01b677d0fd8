/* limits.h - what the system must grant a program of ours. */
#pragma once
#include <stdbool.h>

/* Prints to stderr which limit is too low, and what raises it.  false: one is. */
bool tb_limits_suffice(void);
