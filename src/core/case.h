/* case.h - a case: a driver with all its parameters fixed.
 *
 * A case is data: one short text a parameter.  Its name is the driver and the values of the parameters that the driver
 * takes, in the driver's order (catalog.h), joined by '/':
 * "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full".  Parameters that a driver does not take, or that do not
 * apply, are "".  A name and a case convert into each other without loss.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_text;
struct tb_driver_info;

/* Every parameter is a CSV column of the same name and a key of the suite files. */
enum tb_param {
    TB_PARAM_TRANSPORT,   /* local, memory, loopback */
    TB_PARAM_TLS,         /* tls1.2, tls1.3 */
    TB_PARAM_KX,          /* group, or rsa for key transport */
    TB_PARAM_AUTH,        /* the server's key: rsa-2048, ecdsa-p256, ... */
    TB_PARAM_SCHEME,      /* signature scheme, IANA's name */
    TB_PARAM_SUITE,       /* AEAD: aes-128-gcm, ... */
    TB_PARAM_SIZE,        /* bytes of one operation: message, record, write */
    TB_PARAM_DIRECTION,   /* upload: client to server; download: server to client */
    TB_PARAM_HASH,        /* sha256, sha384: of a key schedule */
    TB_PARAM_CHAIN,       /* certificates presented, without the root */
    TB_PARAM_ROOTS,       /* certificates in the trust store */
    TB_PARAM_CRL,         /* entries of the issuer's revocation list, or none */
    TB_PARAM_OPERATION,   /* offer, answer, finish, ..., sign, verify, seal, open, full */
    TB_PARAM_TICKETS,     /* TLS 1.3 tickets issued after each handshake */
    TB_PARAM_REUSE,       /* HTTP: new (a connection a request), kept (one connection for all) */
    TB_PARAM_KEYING,      /* AEAD: once (key set once, as TLS does), each (key set again for every record) */
    TB_PARAM_KEY,         /* of the peer: fresh (an object for each operation), same (one for all) */
    TB_PARAM_CONNECTIONS, /* loopback: connections in flight */
    TB_NUM_PARAMS
};

const char *tb_param_name(enum tb_param param);
const char *tb_param_doc(enum tb_param param); /* one line */
bool tb_param_by_name(const char *name, enum tb_param *param);

enum { TB_VALUE_CAP = 32 }; /* the longest value and its zero */

struct tb_case {
    const struct tb_driver_info *driver;
    char value[TB_NUM_PARAMS][TB_VALUE_CAP];
};

/* Does the driver take this parameter here?  Depends on the values before it in the driver's order: a kx case has a
 * certificate key only for RSA, connections are counted only over loopback.  What does not apply is "". */
bool tb_param_applies(const struct tb_case *c, enum tb_param param);

/* Sets one value.  False: the driver does not take the parameter, or not this value; `why` names the nearest one. */
bool tb_case_set(struct tb_case *c, enum tb_param param, const char *value, struct tb_text *why);

/* Both return false and say in `why` what was wrong, with the nearest name where that helps.  check: is the case
 * complete, and do its values go together?  "TLS 1.3 has no RSA key transport".  What parses has been checked. */
bool tb_case_parse(struct tb_case *c, const char *name, struct tb_text *why);
bool tb_case_check(const struct tb_case *c, struct tb_text *why);

/* Does an algorithm of algorithms.h take part: as a value, as half of a hybrid, or as what the certificates are signed
 * by? */
bool tb_case_uses(const struct tb_case *c, const char *algorithm);

void tb_case_name(const struct tb_case *c, struct tb_text *name); /* appends */
bool tb_case_equal(const struct tb_case *a, const struct tb_case *b);
size_t tb_case_size(const struct tb_case *c);        /* TB_PARAM_SIZE as a number, 0: none */
size_t tb_case_connections(const struct tb_case *c); /* TB_PARAM_CONNECTIONS as a number, 0: none */
unsigned tb_case_tickets(const struct tb_case *c);   /* TB_PARAM_TICKETS as a number, 0: none */
size_t tb_case_roots(const struct tb_case *c);       /* TB_PARAM_ROOTS as a number, 1 where it does not apply */
