/* handshake.h - the two transports of the handshake driver. */
#pragma once
#include "harness/pair.h"

extern const struct tb_local_ops tb_handshake_memory;  /* handshake_memory.c */
extern const struct tb_pair_ops tb_handshake_loopback; /* handshake_loopback.c */
