/* pattern.h - payload whose bytes depend on their position, so that lost, repeated or displaced data is detected. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fills one period of the pattern: the payload of one write. */
void tb_pattern_fill(uint8_t *dst, size_t period);

/* Do the `len` bytes match those at `offset` of a stream that repeats the `period` bytes of `pattern`? */
bool tb_pattern_holds(const uint8_t *pattern, size_t period, uint64_t offset, const uint8_t *data, size_t len);
