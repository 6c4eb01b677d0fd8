/* write_all.h - all of it, also where the kernel takes a part or a signal comes. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

bool tb_write_all(int fd, const char *data, size_t len); /* false: errno */
