/* case.h - a case: a driver with all its parameters fixed.
 *
 * A case is data: one short text a parameter.  Its name is the driver and the values of the parameters that the driver
 * takes, in the driver's order (catalog.h), joined by '/':
 * "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full".  Parameters that a driver does not take, or that do not
 * apply, are "".  So may be an optional one; in names it has its own name before it, "kx/x25519/offer/threads-4",
 * "handshake/loopback/.../full/arrivals-500/poisson".
 * A name and a case convert into each other without loss.
 */
#pragma once
#include "core/param_list.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;
struct tb_driver_info;

/* TB_PARAM_TRANSPORT and so on, as listed in param_list.h.  Each parameter is a CSV column and a key in suite files. */
#define TB_PARAM_ID(id, name, type, unit, most, doc) TB_PARAM_##id,
enum tb_param { TB_PARAMS(TB_PARAM_ID) TB_NUM_PARAMS };

const char *tb_param_name(enum tb_param param);
const char *tb_param_doc(enum tb_param param);    /* one line */
unsigned long tb_param_most(enum tb_param param); /* the largest number that it takes; 0: its values are names */
bool tb_param_is_optional(enum tb_param param);   /* may be left out where it applies: no value, no part of the name */
bool tb_param_by_name(const char *name, enum tb_param *param);

enum { TB_VALUE_CAP = 32 }; /* longest value, including the terminating zero */

struct tb_case {
    const struct tb_driver_info *driver;
    char value[TB_NUM_PARAMS][TB_VALUE_CAP];
};

/* Does the driver take this parameter in this case?  This depends on the values before it in the driver's order: a kx
 * case has a certificate key only for RSA, and connections are counted only over loopback.  Parameters that do not
 * apply are "". */
bool tb_param_applies(const struct tb_case *c, enum tb_param param);

/* Sets one value; a size may end in k (1024).  Fails if the driver does not take the parameter or the value; `why`
 * suggests the nearest allowed one. */
bool tb_case_set(struct tb_case *c, enum tb_param param, const char *value, struct tb_text *why);

/* "16384" of "16k": names of cases have sizes in bytes, so that each value has only one spelling.  Else the value
 * itself. */
const char *tb_size_spell_out(char number[TB_VALUE_CAP], const char *value);

/* On failure `why` suggests the nearest name where that helps.  tb_case_check: is the case complete, and do its values
 * go together ("TLS 1.3 has no RSA key transport")?  tb_case_parse includes this check. */
bool tb_case_parse(struct tb_case *c, const char *name, struct tb_text *why);
bool tb_case_check(const struct tb_case *c, struct tb_text *why);

/* Does the case use an algorithm of algorithms.h: as a value, as half of a hybrid, or as the signature of the
 * certificates? */
bool tb_case_uses(const struct tb_case *c, const char *algorithm);

void tb_case_name(const struct tb_case *c, struct tb_text *name); /* appends */
bool tb_case_equal(const struct tb_case *a, const struct tb_case *b);
size_t tb_case_size(const struct tb_case *c);        /* TB_PARAM_SIZE as a number, 0: none */
size_t tb_case_connections(const struct tb_case *c); /* TB_PARAM_CONNECTIONS as a number, 0: none */
uint64_t tb_case_arrivals(const struct tb_case *c);  /* TB_PARAM_ARRIVALS as a number, 0: a closed loop */
bool tb_case_is_poisson(const struct tb_case *c);
unsigned tb_case_resumed(const struct tb_case *c); /* TB_PARAM_RESUMED as a number, 0: none, or it does not apply */
unsigned tb_case_tickets(const struct tb_case *c); /* TB_PARAM_TICKETS as a number, 0: none */
unsigned tb_case_threads(const struct tb_case *c); /* TB_PARAM_THREADS as a number, 1: one, or it is not named */
bool tb_case_names_threads(const struct tb_case *c);
bool tb_case_shares_context(const struct tb_case *c); /* several threads, and one context for all of them */
size_t tb_case_roots(const struct tb_case *c);        /* TB_PARAM_ROOTS as a number, 1 where it does not apply */
size_t tb_case_certificates(const struct tb_case *c); /* TB_PARAM_CERTIFICATES as a number, 0: the server has one */
size_t tb_case_cache(const struct tb_case *c);        /* TB_PARAM_CACHE as a number, 0: as the library has it */
size_t tb_case_idle(const struct tb_case *c);         /* TB_PARAM_IDLE as a number, 0: none */
bool tb_case_releases_buffers(const struct tb_case *c);
