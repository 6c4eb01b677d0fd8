/* returning.h - the clients of a server that stores fewer sessions than there are clients: parameter cache.
 *
 * There are twice as many as it stores.  Each has a session, offers it when its turn comes, in random order, and keeps
 * the one that it has then.  So whatever the server forgets first, it has the session of about half of them, if it
 * stores as many as it was told; an order that it cannot foresee has no better share.  The order is that of the turn,
 * the same for all libraries: with an order of its own, a library would have a fifth more or fewer full handshakes than
 * another one by chance, in a sample of a hundred.
 */
#pragma once
#include "core/random.h"
#include "harness/memory_session.h"

struct tb_returning {
    struct tb_session *session;
    size_t num;
    tb_session_state **states; /* owned, each */
    struct tb_random random;
    size_t turn;            /* of the client that is connecting */
    uint64_t offered, hits; /* so far in the chunk */
};

/* Lets each connect for the first time.  Does nothing if the case has no cache: num is 0 then.  `session` outlives it,
 * and has made its handshakes.  Must be closed whatever the status. */
enum tb_status tb_returning_open(struct tb_returning *returning, struct tb_session *session);
void tb_returning_close(struct tb_returning *returning);

/* Around a connection: the next client offers its session, then it keeps what it has. */
void tb_returning_begin(struct tb_returning *returning);
void tb_returning_end(struct tb_returning *returning);
