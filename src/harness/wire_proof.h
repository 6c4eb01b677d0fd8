/* wire_proof.h - a handshake over memory, held against its case by what goes over the wire: the proof that relies on
 * nothing that a library tells of itself.
 *
 *   hellos     how many, a HelloRetryRequest where it is asked and nowhere else, PSK, key share, group: hellos.h
 *   messages   which, and in which order.  In TLS 1.2 nothing but Finished is encrypted, so that a ticket which nobody
 *              asked for, or any other message, shows by its name.  ChangeCipherSpec is left out in TLS 1.3, where it
 *              only pleases middleboxes and is not the same in all libraries (RFC 8446 D.4)
 *   bytes      of what is encrypted.  In TLS 1.3 the messages of a flight cannot be told apart from outside, but all
 *              have a known length, nearly: a message more makes the flight longer, a compressed certificate (RFC 8879)
 *              makes it shorter.  Free are only the extensions of EncryptedExtensions and CertificateRequest, and some
 *              bytes of an ECDSA signature.  A ticket's length is the server's own affair: its flight is not weighed
 */
#pragma once
#include "core/hellos.h"
#include "harness/flights.h"

/* Zero before the handshake. */
struct tb_wire_proof {
    struct tb_hellos hellos;
    struct tb_flights flights;
};

/* What struct tb_session calls its watch, with the proof as the watcher. */
void tb_wire_proof_watch(void *proof, enum tb_side side, const uint8_t *bytes, size_t len);

/* After the handshake.  TB_BAD_PEER: it is not what the case asks, and job->why tells seen and asked. */
enum tb_status tb_wire_proof_judge(const struct tb_wire_proof *proof, const struct tb_tls_case *tls, bool resumed);
