/* drivers.h - the drivers, one a file.  A new one is a line here, a line in drivers.c, and an entry in core/catalog.c.
 */
#pragma once
#include "harness/driver.h"

extern const struct tb_driver tb_kx_driver;
extern const struct tb_driver tb_signature_driver;
extern const struct tb_driver tb_aead_driver;
extern const struct tb_driver tb_schedule_driver;
extern const struct tb_driver tb_trust_driver;
extern const struct tb_driver tb_refusal_driver;
extern const struct tb_driver tb_handshake_driver;
extern const struct tb_driver tb_bulk_driver;
extern const struct tb_driver tb_http_driver;
extern const struct tb_driver tb_steady_driver;
