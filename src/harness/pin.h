/* pin.h - pins the process to one core. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

bool tb_pin(uint64_t cpu, struct tb_text *why); /* fails if there is no such core, or it is not allowed */
