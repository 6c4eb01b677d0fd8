/* names_proof.h - that a client of a server with several certificates gets the right one: what else there could be is
 * refused.
 *
 * After each handshake the harness knows that the name was looked up, and over memory that it was the one asked for
 * (harness/hosts.h).  What the server then presents, only the client sees: it verifies the host.  So it is proved once
 * that it does: with the certificate of another host the client must refuse, with a name that the server does not have
 * the server must, each for this reason.
 */
#pragma once
#include "harness/memory_session.h"

/* Does nothing if the case has one certificate.  TB_BAD_PEER: something was accepted, or refused for another reason. */
enum tb_status tb_prove_names(struct tb_session *session);
