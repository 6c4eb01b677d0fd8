/* socket.h - TCP, non-blocking, as both ends of a pair use it.
 *
 * Every socket has TCP_NODELAY: with Nagle's algorithm, the small last flight of a handshake waits for a delayed
 * acknowledgement, which would measure a timer of 40 ms.  Functions that return a descriptor return -1 on failure, with
 * errno set.
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

/* HOST:PORT, [IPv6]:PORT.  Returns NULL, or what is wrong with it. */
const char *tb_address_parse(struct tb_address *address, const char *text);

/* Without their ports. */
bool tb_address_same_host(const struct tb_address *a, const struct tb_address *b);
void tb_address_text(const struct tb_address *address, char *text, size_t cap); /* the numeric HOST:PORT */

/* Where a client is to come from: over IPv4's loopback an address that `random` chooses among 16 million, so that the
 * server knows its client from all others of this host; elsewhere, where a host has no such choice, len is 0: the
 * kernel's. */
void tb_address_own(struct tb_address *own, const struct tb_address *server, uint64_t random);

int tb_socket_listen(const struct tb_address *address);
bool tb_socket_local(int fd, char *text, size_t cap); /* the numeric HOST:PORT that it is bound to */

/* The next connection, and who made it, or -1; EAGAIN when none waits. */
int tb_socket_accept(int listener, struct tb_address *peer);

/* From `own`, see tb_address_own.  Returns while the connection is being made: the first write is told "would block"
 * until it stands, and a refusal is that write's error.  Closing it resets the connection (SO_LINGER 0).  Else each one
 * would stay in TIME_WAIT for a minute on this end, and the 28,000 local ports would be gone after a few seconds;
 * everything that mattered was received before it is closed. */
int tb_socket_connect(const struct tb_address *address, const struct tb_address *own);

/* Both ends of a connection to `listener`, which has `address`, in one process: connecting and accepted.  What
 * strangers connect meanwhile is closed. */
bool tb_socket_both(int listener, const struct tb_address *address, int timeout_ms, int ends[2]);

/* Waits until `fd` can be read (or written), at most `timeout_ms`.  false: timeout (errno ETIMEDOUT) or failure. */
bool tb_socket_wait(int fd, bool writing, int timeout_ms);
int tb_socket_error(int fd); /* takes the pending error, SO_ERROR; 0: none */

/* Lets the process have `num` descriptors, raising its soft limit where the hard one allows.  Else *available is the
 * hard limit. */
bool tb_need_descriptors(uint64_t num, uint64_t *available);

/* Local ports that the kernel gives out to connections to one address: net.ipv4.ip_local_port_range, which IPv6 goes by
 * as well.  UINT64_MAX where nothing tells. */
uint64_t tb_local_ports(void);
