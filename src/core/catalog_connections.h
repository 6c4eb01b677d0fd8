/* catalog_connections.h - which parameters go together in cases that make connections: `applies` and `check` of
 * struct tb_driver_info. */
#pragma once
#include "core/case.h"

/* Does TLS have what the case asks for, and can there be as many threads?  All of the others check this, too. */
bool tb_connection_check(const struct tb_case *c, struct tb_text *why);

bool tb_startup_applies(const struct tb_case *c, enum tb_param param);
bool tb_handshake_applies(const struct tb_case *c, enum tb_param param);
bool tb_handshake_check(const struct tb_case *c, struct tb_text *why);
bool tb_http_applies(const struct tb_case *c, enum tb_param param);
bool tb_held_applies(const struct tb_case *c, enum tb_param param);
bool tb_held_check(const struct tb_case *c, struct tb_text *why);
