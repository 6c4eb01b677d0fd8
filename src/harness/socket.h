/* socket.h - non-blocking TCP for both ends of a pair.
 *
 * Every socket has TCP_NODELAY: with Nagle's algorithm, the small last flight of a handshake waits for a delayed
 * acknowledgement, and the result would be a timer of 40 ms.  Functions that return a descriptor return -1 on failure,
 * with errno set.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct tb_address {
    struct sockaddr_storage storage;
    socklen_t len;
};

/* Parses HOST:PORT or [IPv6]:PORT.  Returns NULL, or an error text. */
const char *tb_address_parse(struct tb_address *address, const char *text);

/* Compares addresses without ports. */
bool tb_address_same_host(const struct tb_address *a, const struct tb_address *b);
/* Are these the ends of a connection within one host?  A client that chooses no address has that of its own server;
 * over IPv4 loopback it may have any of 127.0.0.0/8. */
bool tb_address_within_host(const struct tb_address *own, const struct tb_address *peer);
void tb_address_text(const struct tb_address *address, char *text, size_t cap); /* numeric HOST:PORT */

/* Chooses a client's source address.  Over IPv4 loopback it is one of 16 million, chosen by `random`, so that the
 * server can tell its client from other programs of the host.  Otherwise len is 0: the kernel chooses. */
void tb_address_own(struct tb_address *own, const struct tb_address *server, uint64_t random);

int tb_socket_listen(const struct tb_address *address);
bool tb_socket_local(int fd, char *text, size_t cap); /* the numeric HOST:PORT that it is bound to */

bool tb_socket_within_host(int fd); /* a connection; false if that is not known */

/* Accepts the next connection and stores the peer's address.  EAGAIN: none waits. */
int tb_socket_accept(int listener, struct tb_address *peer);

/* Connects from `own`, see tb_address_own, without waiting: writes would block until the connection is established, and
 * a refusal is reported by the first write.  Closing the socket resets the connection (SO_LINGER 0).  Otherwise each
 * would stay in TIME_WAIT for a minute on this end, and the 28,000 local ports would run out after a few seconds; all
 * data that matters was received before. */
int tb_socket_connect(const struct tb_address *address, const struct tb_address *own);

/* Makes both ends of a connection to `listener`, which has `address`, in one process: the connecting one and the
 * accepted one.  Connections of strangers are closed. */
bool tb_socket_both(int listener, const struct tb_address *address, int timeout_ms, int ends[2]);

/* Waits at most `timeout_ms` until `fd` can be read or written.  Fails on a timeout (errno ETIMEDOUT) or an error. */
bool tb_socket_wait(int fd, bool writing, int timeout_ms);
int tb_socket_error(int fd); /* takes the pending error, SO_ERROR; 0: none */

/* Allows the process `num` descriptors, raising its soft limit if the hard limit permits.  On failure *available is the
 * hard limit. */
bool tb_need_descriptors(uint64_t num, uint64_t *available);

/* The number of local ports for connections to one address: net.ipv4.ip_local_port_range, which also applies to IPv6.
 * UINT64_MAX: unknown. */
uint64_t tb_local_ports(void);
