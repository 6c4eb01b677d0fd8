/* system_calls.h - the kernel's names of system calls. */
#pragma once
#include <stddef.h>

/* "getrandom"; for one that is not in the list "number 449". */
void tb_system_call_name(long number, char *name, size_t cap);
