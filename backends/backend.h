/* backend.h - the one contract between the harness and an instance of a TLS library.
 *
 * A backend module exports one symbol, `tb_backend`: a const table of const tables.  These rules apply everywhere
 * below:
 *
 *  - A function that can fail returns enum tb_status.  The order of parameters is handle, outputs, inputs.  Lengths are
 *    in bytes.
 *  - On anything but TB_OK outputs are unspecified, except that a created handle is set to NULL.
 *  - A call keeps no pointer argument after it returns, unless stated.  Every destroy(NULL) does nothing.
 *  - A NULL table or slot means TB_UNSUPPORTED.  A backend has no clock, no timed loop and no printing.
 *  - Algorithms are IANA TLS code points: group 29 x25519, 0x11ec X25519MLKEM768 (RFC 8446 4.2.7); suite 0x1301, which
 *    also names an AEAD; scheme 0x0804 rsa_pss_rsae_sha256 (RFC 8446 4.2.3); hash 4 SHA-256 (RFC 5246 7.4.1.4.1);
 *    versions 0x0303 and 0x0304.  Their names and sizes: src/core/algorithms.h.
 *  - Threads may share what this table says, unless one_thread says that there may be one only; any other handle
 *    belongs to one thread at a time, which may be another than the one that made it.  Conformance proves it with four
 *    threads (tests/conformance/threads.c).
 *
 *      tb_lib      every function that takes it, and error_text, which tells of the calling thread
 *      tb_ctx      open and session_offer, so the connections of one context in several threads; never ctx_destroy
 *      tb_store    verify and verify_parsed, unless store_of_one_thread says why not; never store_destroy
 *
 *    The libraries' own words for it:
 *
 *      OpenSSL     openssl-threads(7): an object may be used by several threads where its manual page says so.  An
 *                  SSL_CTX that is configured no more has a lock and counted references for that; an SSL, EVP_MD_CTX,
 *                  EVP_CIPHER_CTX or EVP_PKEY_CTX is one thread's.  X509_STORE: look-ups are safe, X509_STORE_new(3)
 *                  "Thread Safety"; an X509_STORE_CTX is one thread's.  So is the error queue, ERR_get_error(3)
 *      BoringSSL   ssl.h: an SSL_CTX "may be shared by connections across multiple threads", and is not configured
 *                  then; an SSL is "not thread-safe".  x509.h: an X509_STORE "may be shared by certificate
 *                  verifications running concurrently on multiple threads".  Else API-CONVENTIONS.md: functions that
 *                  do not change an object.  AWS-LC has all this from BoringSSL
 *      wolfSSL     manual, chapter 9 "Thread Safety": a WOLFSSL_CTX is set up by one thread, then only read; a WOLFSSL
 *                  is one thread's at a time.  What a certificate manager trusts has a lock, but verifying adds the
 *                  intermediates to it and takes them away again, for all its users: a tb_store is one thread's, and
 *                  a tb_ctx forgets them only while no handshake is at work (backends/wolfssl/trust/intermediates.h)
 *
 *  - Work that the library's own TLS does once for many operations (choosing the cipher of a connection when its keys
 *    are set) is done at creation.  Work that it does each time is done in the timed call, even if it could be avoided:
 *    setting a nonce; and, where algorithms are looked up by name, as in OpenSSL 3.x, the lookup for each key share
 *    (offer, answer), signature (sign, verify), key derivation (extract, expand, expand_label, prf) and digest.  The
 *    adapter makes the calls of the library's TLS, in the same order.
 *  - A failed call leaves nothing behind but the text for error_text: no later call, on this handle or another, fails
 *    because of it.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TB_BACKEND_ABI    8u /* checked together with struct_size: a stale module is refused */
#define TB_BACKEND_SYMBOL "tb_backend"

enum tb_status {
    TB_OK,
    TB_WANT_READ,   /* call again once the transport can be read */
    TB_WANT_WRITE,  /* call again once the transport can be written */
    TB_CLOSED,      /* the peer closed: close_notify, or end of stream with the plain backend */
    TB_UNSUPPORTED, /* this instance cannot do that; error_text has the reason, if known */
    TB_BAD_PEER,    /* bad input from the peer: signature, tag, key share, certificate, alert */
    TB_ERROR        /* the call or the library failed */
};

/* The caller's storage; the callee sets len.  Too small: TB_ERROR. */
struct tb_buf {
    uint8_t *data;
    size_t len, cap;
};

/* Borrowed; {NULL, 0} means "absent". */
struct tb_bytes {
    const uint8_t *data;
    size_t len;
};

static inline struct tb_bytes tb_bytes_of(const struct tb_buf *buf)
{
    return (struct tb_bytes){buf->data, buf->len};
}

typedef struct tb_lib tb_lib;
typedef struct tb_kx tb_kx;
typedef struct tb_key tb_key;
typedef struct tb_aead tb_aead;
typedef struct tb_ctx tb_ctx;
typedef struct tb_conn tb_conn;
typedef struct tb_session_state tb_session_state; /* the data a client needs to resume */
typedef struct tb_store tb_store;
typedef struct tb_cert tb_cert;

/* The library that is loaded, as the running code reports it.  No field is NULL; "" means unknown.  Strings live as
 * long as the lib. */
struct tb_info {
    const char *instance;  /* the name it was built under: "openssl-3.5" */
    const char *product;   /* "OpenSSL", "BoringSSL", "AWS-LC", "LibreSSL", "wolfSSL", "plain" */
    const char *version;   /* at run time: "3.5.6"; a commit, "a0689af29e8e", if it was built from one */
    const char *date;      /* of that version: "2026-04-07" */
    const char *date_of;   /* "release", "commit", or "package", whose code may be older */
    const char *says;      /* the library's own version text: "OpenSSL 3.5.6 7 Apr 2026" */
    const char *headers;   /* version compiled against */
    const char *build;     /* compile options as the library reports them */
    const char *cpu;       /* CPU features the library's code uses here */
    const char *image;     /* file that the code of its primitives was loaded from */
    const char *tls_image; /* file that the code of its protocol was loaded from: another one if the library has two
                            * shared objects, as OpenSSL has */
    const char *linkage;   /* "static" or "shared" */
    const char *missing; /* fast code that this build lacks, and how to get it: "AES-NI (build with --enable-aesni)" */
    const char *origin;  /* what it was linked from: a line with a JSON array of archives and their checksums, then
                          * the manifest of the build, also JSON, if there is one */
};

/* Determined by trying the algorithm on this instance, never from a version number or a header. */
enum tb_cap {
    TB_CAP_VERSION,   /* a TLS version can be negotiated */
    TB_CAP_KX,        /* a group through tb_kx_ops */
    TB_CAP_TLS_GROUP, /* a group inside a handshake */
    TB_CAP_SCHEME,    /* a signature scheme through tb_key_ops */
    TB_CAP_SUITE,     /* a cipher suite inside a handshake, given its own version */
    TB_CAP_AEAD,      /* a suite's AEAD through tb_aead_ops */
    TB_CAP_HASH,      /* a hash through tb_hash_ops */
    TB_CAP_PREMASTER  /* RSA key transport through tb_key_ops; id is ignored */
};

/* Why a connection or certificate was refused.  Tests, and the drivers that measure refusals, require the expected
 * reason. */
enum tb_refusal {
    TB_REFUSED_NOTHING, /* nothing was refused, or the library cannot tell */
    TB_REFUSED_OTHER,
    TB_REFUSED_EXPIRED,        /* a certificate has expired, or is not valid yet */
    TB_REFUSED_REVOKED,        /* a CRL or a stapled response lists it */
    TB_REFUSED_UNKNOWN_ISSUER, /* no chain to a trusted root */
    TB_REFUSED_NAME,           /* the certificate is for another host */
    TB_REFUSED_VERSION,        /* no TLS version in common */
    TB_REFUSED_NO_CERTIFICATE, /* the client presented none, and one was required */
    TB_REFUSED_STAPLE,         /* a required stapled OCSP response is missing or bad */
    TB_REFUSED_UNKNOWN_NAME    /* the server has no certificate for the host that the client names: its alert is
                                * unrecognized_name, RFC 6066 3 */
};

/* Key exchange.  (EC)DH, KEMs and their hybrids have the form of TLS 1.3 (RFC 8446 4.2.8): the client offers a share,
 * the server answers with its own and has the secret, and the client receives the answer and derives the secret. */
struct tb_kx_ops {
    /* generates a key, and encodes the share as sent on the wire */
    enum tb_status (*offer)(tb_lib *, tb_kx **out, struct tb_buf *share, uint16_t group);
    /* the server's whole work: generate and derive, or encapsulate */
    enum tb_status (*answer)(tb_lib *, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                             struct tb_bytes peer);
    /* parses and validates the answer as TLS must; repeatable */
    enum tb_status (*receive)(tb_kx *, struct tb_bytes peer);
    /* after receive; repeatable: only the scalar multiplication or decapsulation */
    enum tb_status (*derive)(tb_kx *, struct tb_buf *secret);
    void (*destroy)(tb_kx *);
    /* The offer for a given private key, big-endian for NIST curves and in RFC 7748's format for X25519.  Only for
     * published vectors, never timed.  TB_UNSUPPORTED for KEMs. */
    enum tb_status (*offer_private)(tb_lib *, tb_kx **out, struct tb_buf *share, uint16_t group,
                                    struct tb_bytes private_key);
};

/* Long-term keys.  sign and verify hash the message themselves.  A wrong signature is TB_BAD_PEER, a failed call
 * TB_ERROR. */
struct tb_key_ops {
    enum tb_status (*load)(tb_lib *, tb_key **out, struct tb_bytes pem); /* PKCS#8 private key, or SPKI public key */
    /* A peer's public key: the SubjectPublicKeyInfo of a certificate in DER (RFC 5280 4.1), parsed as the library's
     * X.509 or TLS code parses it, so that the key is the same as in a connection.  Values that the first use computes
     * and caches are not there yet.  TB_BAD_PEER: it does not parse; TB_UNSUPPORTED: the build lacks this type of
     * key. */
    enum tb_status (*load_public)(tb_lib *, tb_key **out, struct tb_bytes spki);
    enum tb_status (*sign)(tb_key *, struct tb_buf *sig, uint16_t scheme, struct tb_bytes msg);
    enum tb_status (*verify)(tb_key *, uint16_t scheme, struct tb_bytes sig, struct tb_bytes msg);
    /* RSA key transport, RFC 5246 7.4.7.1.  The client encrypts the 48-byte pre-master secret with RSAES-PKCS1-v1_5.
     * The server decrypts it without revealing whether the padding is valid: on any fault inside the plaintext
     * (padding, length, client version) it returns TB_OK and 48 random bytes. */
    enum tb_status (*premaster_encrypt)(tb_key *, struct tb_buf *ciphertext, struct tb_bytes premaster);
    enum tb_status (*premaster_decrypt)(tb_key *, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext);
    void (*destroy)(tb_key *);
};

/* Record protection: one handle, one direction.  dst has the length of src plus or minus the tag, and must not overlap
 * it.  TB_BAD_PEER: the tag does not verify. */
struct tb_aead_ops {
    enum tb_status (*create)(tb_lib *, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key);
    /* sets a new key from the next run on; the key schedule may be computed then */
    enum tb_status (*rekey)(tb_aead *, struct tb_bytes key);
    enum tb_status (*run)(tb_aead *, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                          struct tb_bytes src);
    void (*destroy)(tb_aead *);
};

/* The hash, and the key schedules based on it.  Outputs of variable length fill dst's cap. */
struct tb_hash_ops {
    enum tb_status (*digest)(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes src);
    enum tb_status (*extract)(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                              struct tb_bytes secret); /* HKDF-Extract, RFC 5869 2.2 */
    enum tb_status (*expand)(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                             struct tb_bytes info); /* HKDF-Expand, RFC 5869 2.3 */
    /* HKDF-Expand-Label, RFC 8446 7.1, the way the library's own TLS calls it; label without "tls13 " */
    enum tb_status (*expand_label)(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                   struct tb_bytes label, struct tb_bytes context);
    /* the PRF of TLS 1.2, RFC 5246 5 */
    enum tb_status (*prf)(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                          struct tb_bytes seed);
};

/* Certificates outside connections.  TB_BAD_PEER: the chain is refused, with the reason in *why, or does not parse. */
struct tb_trust_config {
    struct tb_bytes roots_pem; /* trusted roots, and only these */
    struct tb_bytes crls_pem;  /* absent: revocation is not checked; else it must have a CRL of each leaf's issuer */
};
struct tb_trust_ops {
    /* Parses one certificate in DER into one with a usable public key; nothing is cached between calls. */
    enum tb_status (*parse)(tb_lib *, tb_cert **out, struct tb_bytes der);
    void (*cert_destroy)(tb_cert *);
    enum tb_status (*store_create)(tb_lib *, tb_store **out, const struct tb_trust_config *);
    void (*store_destroy)(tb_store *);
    /* A TLS client's work on a Certificate message: parse all certificates (DER, leaf first, without the root), build
     * the chain, and check signatures, validity at `now` (Unix seconds, 0: the real clock), purpose TLS server,
     * revocation of the leaf if the store has CRLs, and the host name unless it is NULL.  The store must not keep
     * anything. */
    enum tb_status (*verify)(tb_store *, enum tb_refusal *why, const struct tb_bytes *chain, size_t num,
                             const char *host, int64_t now);
    /* The same with parsed certificates.  TB_UNSUPPORTED: the library verifies DER only. */
    enum tb_status (*verify_parsed)(tb_store *, enum tb_refusal *why, tb_cert *const *chain, size_t num,
                                    const char *host, int64_t now);
    /* Why threads may not verify with one store at the same time; NULL: they may. */
    const char *store_of_one_thread;
};

/* How clients resume sessions. */
enum tb_resumption {
    TB_RESUME_NONE,
    TB_RESUME_SESSION_ID, /* TLS 1.2: the server stores the session, RFC 5246 7.3 */
    TB_RESUME_TICKET      /* TLS 1.2: RFC 5077; TLS 1.3: PSK with (EC)DHE, RFC 8446 2.2, stateless */
};

/* A server's certificate for one host, or for several: the chain, leaf first, and the leaf's private key. */
struct tb_credential {
    struct tb_bytes chain_pem, key_pem;
};

/* The certificates of a server, of which it presents the one for the host that the client names (server_name, RFC 6066
 * 3).  All have keys of the type of chain_pem's, and the other settings are the same for all.
 *
 * A library calls back when it knows the name, and the adapter does what the library's manual says of changing
 * certificates in that callback.  Making what it changes to is in ctx_create, the change itself in handshake:
 *
 *   OpenSSL, BoringSSL,   an SSL_CTX for each, with all settings, as nginx, Apache and HAProxy have it;
 *   AWS-LC, LibreSSL      SSL_CTX_set_tlsext_servername_callback, and in it SSL_set_SSL_CTX
 *
 *   wolfSSL with          the same: wolfSSL_CTX_set_servername_callback, and in it wolfSSL_set_SSL_CTX
 *   OPENSSL_EXTRA
 *
 *   wolfSSL without       it has no wolfSSL_set_SSL_CTX.  The DER of each is given to the connection in the callback,
 *                         wolfSSL_use_certificate_chain_buffer_format and wolfSSL_use_PrivateKey_buffer, and wolfSSL
 *                         copies and parses it then, for each connection
 */
struct tb_credentials {
    const struct tb_credential *all;
    size_t num; /* 0: chain_pem is for every name, and names are not looked at */
    /* Returns the place in `all` of the certificate for the name, which has `len` bytes and no zero at its end;
     * SIZE_MAX: there is none, and the handshake must be refused with the fatal alert unrecognized_name.  A ClientHello
     * without a name has len 0.  Called once for each ClientHello, by several threads if they share the context.  The
     * adapter must not look names up itself: so that this costs the same for all libraries. */
    size_t (*find)(void *finder, const char *name, size_t len);
    void *finder; /* outlives the context */
};

/* ctx_create returns TB_UNSUPPORTED if the library cannot honour a setting; it ignores none.  An empty list means the
 * library's default.  In every library compression, renegotiation and everything that is not requested are off. */
struct tb_tls_config {
    bool server;
    /* Client: chain up to roots_pem, validity, and host.  Server: the client must present a certificate, and it must
     * chain up to roots_pem (mutual TLS).  A failure fails the handshake. */
    bool verify_peer;
    uint16_t min_version, max_version;
    const uint16_t *groups, *suites, *schemes; /* a TLS 1.3 client sends a key share only for groups[0] */
    size_t num_groups, num_suites, num_schemes;
    struct tb_bytes chain_pem;     /* this side's chain: leaf, then intermediates; a client's may be absent */
    struct tb_bytes key_pem;       /* the leaf's private key */
    struct tb_credentials named;   /* server: with these chain_pem is presented to nobody, but a library may need it for
                                    * its default; only without resumption and staple */
    struct tb_bytes roots_pem;     /* trusted roots, and only these */
    struct tb_bytes crls_pem;      /* with verify_peer: see struct tb_trust_config; absent: not checked */
    struct tb_bytes staple;        /* server: DER OCSPResponse (RFC 6066 8) for clients that ask; absent: none */
    bool demand_staple;            /* client, with verify_peer: requests a staple, which must be sent, verify and say
                                    * "good".  A resumed handshake has none */
    enum tb_resumption resumption; /* both sides */
    uint32_t cache;      /* server with TB_RESUME_SESSION_ID: sessions that it stores at most; for another one it
                          * forgets an older one.  0: as many as the library's default */
    unsigned tickets;    /* server, TLS 1.3 with TB_RESUME_TICKET: tickets after each handshake, full or resumed */
    uint32_t early_data; /* both sides, TLS 1.3 with TB_RESUME_TICKET: maximum bytes of 0-RTT data; 0: none.  The
                          * server's own replay protection is off: the harness never replays */
    /* An idle connection gives its record buffers back: after a read that found nothing, it holds no memory for
     * records. TB_UNSUPPORTED by a library that has no such choice, even if it does so by itself. */
    bool release_buffers;
    const char *host; /* client: SNI and the name to verify; NULL: neither, or those of `name` below */
    int64_t now;      /* Unix seconds for validity checks; 0: the real clock */
};

/* Read back after every handshake and compared with the request; a difference voids the sample.  0: the library cannot
 * report it.  TB_NEGOTIATED_UNKNOWN: the backend has no code point for the value, so it cannot be the requested one. */
enum { TB_NEGOTIATED_UNKNOWN = 0xffff };
struct tb_negotiated {
    uint16_t version, suite;
    uint16_t group;  /* 0 for RSA key transport */
    uint16_t scheme; /* the server's signature; 0 for RSA key transport */
    bool resumed;
    bool peer_verified; /* client: the server's certificate was verified, including the host name; if resumed: in the
                         * original handshake.  Server: a client's certificate was presented and verified; if
                         * resumed: unspecified, because not every library stores it in a session */
    bool stapled;       /* client: a stapled OCSP response was received and says "good" */
    bool early_data;    /* 0-RTT data was sent and accepted */
};

/* fd >= 0: the library's own socket code is used; the caller owns the fd.  fd < 0: the callbacks are used, which return
 * the bytes moved, TB_IO_EOF for end of stream, TB_IO_AGAIN for "would block", TB_IO_ERROR for failure.  open copies
 * the struct; io must outlive the connection. */
enum { TB_IO_EOF = 0, TB_IO_AGAIN = -1, TB_IO_ERROR = -2 };
struct tb_transport {
    int fd;
    void *io;
    ptrdiff_t (*recv)(void *io, void *dst, size_t cap);
    ptrdiff_t (*send)(void *io, const void *src, size_t len);
};

/* Never blocks.  TB_WANT_... names the direction that this call needs: a read may need to write. */
struct tb_tls_ops {
    enum tb_status (*ctx_create)(tb_lib *, tb_ctx **out, const struct tb_tls_config *); /* copies what it needs */
    void (*ctx_destroy)(tb_ctx *); /* call after its connections are
                                    * destroyed */
    enum tb_status (*open)(tb_ctx *, tb_conn **out, const struct tb_transport *);
    /* Client, before its first handshake call: as `host` of the context, which has none, for this connection. */
    enum tb_status (*name)(tb_conn *, const char *host);
    enum tb_status (*handshake)(tb_conn *); /* TB_OK: this side is finished.  Certificate refused, or alert:
                                             * TB_BAD_PEER */
    /* May be partial; done > 0 on TB_OK.  After TB_WANT_...: call again with the same bytes, at any address. */
    enum tb_status (*write)(tb_conn *, size_t *done, const void *src, size_t len);
    enum tb_status (*read)(tb_conn *, size_t *done, void *dst, size_t cap); /* done > 0 on TB_OK */
    enum tb_status (*shutdown)(tb_conn *); /* TB_OK: close_notify was sent; the peer's is not awaited */
    enum tb_status (*negotiated)(tb_conn *, struct tb_negotiated *out); /* after a finished handshake */
    enum tb_refusal (*refusal)(tb_conn *); /* after a failed handshake: this side's reason, or that of the peer's
                                            * alert */
    void (*destroy)(tb_conn *);            /* sends nothing; a session that was taken stays valid */

    /* Resumption, client only.  take: after the handshake and, in TLS 1.3, after a read received a ticket; returns the
     * newest session, which the caller releases.  TB_WANT_READ: there is none yet.  offer: before the handshake;
     * several connections of the same ctx may offer the session one after another, and it is not consumed. */
    enum tb_status (*session_take)(tb_conn *, tb_session_state **out);
    enum tb_status (*session_offer)(tb_conn *, tb_session_state *);
    void (*session_release)(tb_session_state *);

    /* 0-RTT, RFC 8446 2.3.  The client writes before its first handshake call, with a session offered, and then
     * continues with handshake.  TB_OK means that the data was sent; negotiated tells whether it was accepted.  More
     * than early_data bytes is TB_ERROR.  The server, instead of its first handshake call, reads until TB_CLOSED (end
     * of early data, or there was none), then continues with handshake.
     */
    enum tb_status (*early_write)(tb_conn *, size_t *done, const void *src, size_t len);
    enum tb_status (*early_read)(tb_conn *, size_t *done, void *dst, size_t cap);
};

struct tb_backend {
    uint32_t abi, struct_size;
    const char *name; /* the adapter's: "openssl", "wolfssl", "plain" */
    bool cleartext;   /* no TLS: nothing is negotiated, verified or encrypted */
    /* Why one thread only may call the library, with the option that changes it; NULL: threads may, as said above. */
    const char *one_thread;
    /* Once per process.  options: NULL, or words separated by commas; an unknown word is TB_ERROR.  Random numbers are
     * the library's own; where they must repeat, the harness makes the system's sources repeat (src/still). */
    enum tb_status (*open)(tb_lib **out, const char *options);
    void (*close)(tb_lib *);
    const struct tb_info *(*info)(tb_lib *);
    /* TB_OK or TB_UNSUPPORTED; may be slow, and is never timed */
    enum tb_status (*supports)(tb_lib *, enum tb_cap, uint16_t id);
    /* Returns the last failure of this thread as one line, and clears it; the result is strlen(dst).  lib: NULL if open
     * failed */
    size_t (*error_text)(tb_lib *, char *dst, size_t cap);
    const struct tb_kx_ops *kx;
    const struct tb_key_ops *key;
    const struct tb_aead_ops *aead;
    const struct tb_hash_ops *hash;
    const struct tb_tls_ops *tls;
    const struct tb_trust_ops *trust;
};
