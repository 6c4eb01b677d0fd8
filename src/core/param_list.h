/* param_list.h - the one list of parameters: TB_PARAMS(X) is X(id, name, type, unit, most, doc) for each.
 *
 * enum tb_param (case.h), names and limits (case.c) and CSV columns (columns.c) are made from it.  `id` is the last
 * part of the enumerator; `type` and `unit` are as in columns.h; `most` is the largest allowed number, 0 if the values
 * are names.
 */
#pragma once

#define TB_PARAMS(X)                                                                                                   \
    X(TRANSPORT, "transport", "text", "", 0,                                                                           \
      "local: calls only; memory: both ends in one thread; loopback: two processes over TCP")                          \
    X(TLS, "tls", "text", "", 0,                                                                                       \
      "TLS version that must be negotiated; both ends are pinned to it, except for the operation negotiate")           \
    X(KX, "kx", "text", "", 0, "key exchange: a group, or rsa for RSA key transport")                                  \
    X(AUTH, "auth", "text", "", 0, "key type of the server's certificate")                                             \
    X(SCHEME, "scheme", "text", "", 0, "signature scheme, IANA's name")                                                \
    X(SUITE, "suite", "text", "", 0, "AEAD; with tls, kx and auth it fixes the cipher suite")                          \
    X(SIZE, "size", "integer", "B", 16777216, "bytes of one operation: a record, a write")                             \
    X(DIRECTION, "direction", "text", "", 0, "upload: client to server; download: server to client")                   \
    X(HASH, "hash", "text", "", 0, "hash of a key schedule")                                                           \
    X(CHAIN, "chain", "integer", "", 4, "certificates presented, without the root")                                    \
    X(ROOTS, "roots", "integer", "", 150, "certificates in the trust store")                                           \
    X(CRL, "crl", "text", "", 0, "entries of the issuer's revocation list; none: revocation is not checked")           \
    X(OPERATION, "operation", "text", "", 0, "the step measured: offer, sign, seal, full, ...")                        \
    X(TICKETS, "tickets", "integer", "", 16, "TLS 1.3 tickets that the server issues after each handshake")            \
    X(REUSE, "reuse", "text", "", 0,                                                                                   \
      "HTTP: new, a connection for each request; kept, many requests on each connection")                              \
    X(KEYING, "keying", "text", "", 0, "AEAD: once, the key is set once as in a connection; each, for every record")   \
    X(KEY, "key", "text", "", 0,                                                                                       \
      "the peer's public key, or its parsed chain: fresh, a new object for each operation, as in a handshake; same, "  \
      "one for all")                                                                                                   \
    X(CONNECTIONS, "connections", "integer", "", 10000,                                                                \
      "loopback: connections in flight; of held connections, those that are open; with arrivals on kept connections, " \
      "those that are kept")                                                                                           \
    X(THREADS, "threads", "integer", "", 1024,                                                                         \
      "threads of the worker that do the operation at the same time, each on a core of its own as far as there are "   \
      "enough; over loopback, threads of each process, each with an event loop, a port and as many connections as "    \
      "the case names; empty: one, without the metrics of threads")                                                    \
    X(CONTEXT, "context", "text", "", 0,                                                                               \
      "of several threads: own, a TLS context or trust store for each; shared, one for all")                           \
    X(ARRIVALS, "arrivals", "integer", "1/s", 1000000,                                                                 \
      "loopback: connections, or requests on kept ones, that arrive each second by plan, whether or not the server "   \
      "keeps up (an open loop); of several threads together; empty: a new one only when one is finished (a closed "    \
      "loop)")                                                                                                         \
    X(PROCESS, "process", "text", "", 0,                                                                               \
      "of arrivals: fixed, all the same distance apart; poisson, at exponential distances, as from independent "       \
      "clients")                                                                                                       \
    X(RESUMED, "resumed", "integer", "%", 100,                                                                         \
      "of arrivals: percent that resume a session; the others do not offer one")                                       \
    X(CERTIFICATES, "certificates", "integer", "", 10000,                                                              \
      "a server's certificates, each for a name of its own, of which it presents the one for the name in the "         \
      "ClientHello (SNI); a client asks for a random one; empty: it has one for all")                                  \
    X(CACHE, "cache", "integer", "", 10000,                                                                            \
      "sessions that the server stores at most; twice as many clients each offer their latest one, in random order, "  \
      "so that it has forgotten some; empty: one client, and the library's usual number")                              \
    X(STATE, "state", "text", "", 0,                                                                                   \
      "of held connections: handshake, idle since the handshake; data, idle since `size` bytes went each way")         \
    X(BUFFERS, "buffers", "text", "", 0,                                                                               \
      "of held connections: usual, the library keeps or releases its buffers as it does by itself; released, idle "    \
      "connections must give them back (SSL_MODE_RELEASE_BUFFERS)")                                                    \
    X(IDLE, "idle", "integer", "", 10000,                                                                              \
      "loopback: established connections that stay idle beside those in flight, of each thread; empty: none")
