/* pattern.h - payload whose bytes tell where they belong, so that lost, repeated or displaced data shows. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One period of the pattern: the payload of one write. */
void tb_pattern_fill(uint8_t *dst, size_t period);

/* Are the `len` bytes what stands at `offset` of a stream that repeats the `period` bytes of `pattern`? */
bool tb_pattern_holds(const uint8_t *pattern, size_t period, uint64_t offset, const uint8_t *data, size_t len);
