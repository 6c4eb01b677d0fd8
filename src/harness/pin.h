/* pin.h - one process, one core. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

bool tb_pin(uint64_t cpu, struct tb_text *why); /* false: there is no such core, or it may not be used; `why` says so */
