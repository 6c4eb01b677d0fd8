/* write_all.h - write() that continues after partial writes and signals, and waits where a descriptor does not block.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

bool tb_write_all(int fd, const char *data, size_t len); /* on failure errno is set */
