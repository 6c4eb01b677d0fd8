/* wire_proof.h - checks a handshake over memory against its case by its bytes on the wire, without relying on anything
 * that a library reports about itself.
 *
 *   hellos     their number; HelloRetryRequest if and only if it is asked; PSK, key share, group: hellos.h
 *   messages   which, and in which order.  In TLS 1.2 only Finished is encrypted, so an unexpected ticket, or any other
 *              extra message, is visible by its type.  ChangeCipherSpec is ignored in TLS 1.3, where it only helps
 *              middleboxes and differs between libraries (RFC 8446 D.4)
 *   bytes      the number of encrypted bytes.  In TLS 1.3 the messages of a flight cannot be told apart from outside,
 *              but nearly all have a known length: an extra message makes the flight longer, a compressed certificate
 *              (RFC 8879) makes it shorter.  Variable are only the extensions of EncryptedExtensions and
 *              CertificateRequest, and some bytes of an ECDSA signature.  A ticket may have any length, so its flight
 *              is not checked
 */
#pragma once
#include "core/hellos.h"
#include "harness/flights.h"

/* Zero before the handshake. */
struct tb_wire_proof {
    struct tb_hellos hellos;
    struct tb_flights flights;
};

/* For the `watch` of struct tb_session; `proof` is its watcher. */
void tb_wire_proof_watch(void *proof, enum tb_side side, const uint8_t *bytes, size_t len);

/* After the handshake.  TB_BAD_PEER: it is not what the case asks, and job->why has what was seen and what was
 * asked. */
enum tb_status tb_wire_proof_judge(const struct tb_wire_proof *proof, const struct tb_tls_case *tls, bool resumed);
