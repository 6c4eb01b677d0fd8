/* system_calls.h - the kernel's names for what libraries ask of it. */
#pragma once
#include <stddef.h>

/* "getrandom"; of one that is not in the list "number 449". */
void tb_system_call_name(long number, char *name, size_t cap);
