/* backend.h - the one contract between the harness and an instance of a TLS library.
 *
 * A backend module exports one symbol, `tb_backend`: a const table of const tables.  Said once, true everywhere below:
 *
 *  - What can fail returns enum tb_status.  Parameters are ordered: handle, outputs, inputs.  Lengths are bytes.
 *  - On anything but TB_OK outputs are unspecified, except that a created handle is set to NULL.
 *  - No pointer argument is kept past the call unless stated.  Every destroy(NULL) does nothing.
 *  - A NULL table or slot means TB_UNSUPPORTED.  A backend holds no clock, no timed loop and no printing.
 *  - Algorithms are IANA TLS code points: group 29 x25519, 0x11ec X25519MLKEM768 (RFC 8446 4.2.7); suite 0x1301, which
 *    names an AEAD too; scheme 0x0804 rsa_pss_rsae_sha256 (RFC 8446 4.2.3); hash 4 SHA-256 (RFC 5246 7.4.1.4.1);
 *    versions 0x0303 and 0x0304.  Their names and sizes: src/core/algorithms.h.
 *  - tb_lib and tb_ctx may be shared by threads; any other handle belongs to one thread at a time.
 *  - Work that a real TLS connection does once (fetching an algorithm, choosing an implementation) is done at creation;
 *    work that it does each time (a nonce, a key share) is done in the call that is timed.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TB_BACKEND_ABI 1u /* checked together with struct_size: a stale module is refused, never guessed at */
#define TB_BACKEND_SYMBOL "tb_backend"

enum tb_status {
    TB_OK,
    TB_WANT_READ,   /* call again once the transport can be read */
    TB_WANT_WRITE,  /* call again once the transport can be written */
    TB_CLOSED,      /* the peer closed: close_notify, or end of stream on the plain backend */
    TB_UNSUPPORTED, /* this instance cannot do that; error_text says why when it is known */
    TB_BAD_PEER,    /* what came from outside is wrong: signature, tag, key share, certificate, alert */
    TB_ERROR        /* the call or the library failed */
};

/* The caller's storage; the callee sets len.  Too small: TB_ERROR. */
struct tb_buf {
    uint8_t *data;
    size_t len, cap;
};

/* Borrowed; {NULL, 0} is "absent". */
struct tb_bytes {
    const uint8_t *data;
    size_t len;
};

typedef struct tb_lib tb_lib;
typedef struct tb_kx tb_kx;
typedef struct tb_key tb_key;
typedef struct tb_aead tb_aead;
typedef struct tb_ctx tb_ctx;
typedef struct tb_conn tb_conn;

/* What is really loaded, asked of the code that runs.  No field is NULL, unknown is "".  Strings live as long as the
 * lib. */
struct tb_info {
    const char *instance; /* the name it was built under: "openssl-3.5" */
    const char *product;  /* "OpenSSL", "BoringSSL", "AWS-LC", "LibreSSL", "wolfSSL", "plain" */
    const char *version;  /* at run time */
    const char *headers;  /* version compiled against */
    const char *build;    /* compile options as the library itself tells them */
    const char *cpu;      /* CPU features the library's code uses here */
    const char *image;    /* file that the library's code was loaded from */
    const char *linkage;  /* "static" or "shared" */
    const char *missing;  /* fast code that this build lacks, and how to get it: "AES-NI (build with --enable-aesni)" */
};

/* Answered by trying the algorithm on this instance, never from a version number or a header. */
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

/* Key exchange.  (EC)DH, KEMs and their hybrids share the shape TLS 1.3 gives them (RFC 8446 4.2.8): the client offers
 * a share, the server answers with its own and has the secret, the client receives the answer and derives it. */
struct tb_kx_ops {
    /* key generation, and the share encoded as it goes over the wire */
    enum tb_status (*offer)(tb_lib *, tb_kx **out, struct tb_buf *share, uint16_t group);
    /* everything the server does: generate and derive, or encapsulate */
    enum tb_status (*answer)(tb_lib *, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                             struct tb_bytes peer);
    /* parse and validate the answer as TLS must; repeatable */
    enum tb_status (*receive)(tb_kx *, struct tb_bytes peer);
    /* after receive; repeatable: the bare scalar multiplication or decapsulation */
    enum tb_status (*derive)(tb_kx *, struct tb_buf *secret);
    void (*destroy)(tb_kx *);
    /* The offer of a given private key, big-endian for NIST curves and as RFC 7748 has it for X25519: for published
     * vectors only, never timed.  TB_UNSUPPORTED for KEMs. */
    enum tb_status (*offer_private)(tb_lib *, tb_kx **out, struct tb_buf *share, uint16_t group,
                                    struct tb_bytes private_key);
};

/* Long-term keys.  sign and verify hash the message themselves.  A wrong signature is TB_BAD_PEER, a broken call
 * TB_ERROR. */
struct tb_key_ops {
    enum tb_status (*load)(tb_lib *, tb_key **out, struct tb_bytes pem); /* PKCS#8 private key, or SPKI public key */
    enum tb_status (*sign)(tb_key *, struct tb_buf *sig, uint16_t scheme, struct tb_bytes msg);
    enum tb_status (*verify)(tb_key *, uint16_t scheme, struct tb_bytes sig, struct tb_bytes msg);
    /* RSA key transport, RFC 5246 7.4.7.1.  The client encrypts the 48-byte pre-master secret with RSAES-PKCS1-v1_5.
     * The server decrypts it without telling good padding from bad: on any fault inside the plaintext (padding, length,
     * client version) it yields TB_OK and 48 random bytes. */
    enum tb_status (*premaster_encrypt)(tb_key *, struct tb_buf *ciphertext, struct tb_bytes premaster);
    enum tb_status (*premaster_decrypt)(tb_key *, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext);
    void (*destroy)(tb_key *);
};

/* Record protection: one handle, one direction.  dst is src plus, or less, the tag, and must not overlap it.  A tag
 * that does not verify is TB_BAD_PEER. */
struct tb_aead_ops {
    enum tb_status (*create)(tb_lib *, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key);
    enum tb_status (*rekey)(tb_aead *, struct tb_bytes key); /* a new key for the same handle: key schedule included */
    enum tb_status (*run)(tb_aead *, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                          struct tb_bytes src);
    void (*destroy)(tb_aead *);
};

struct tb_hash_ops {
    enum tb_status (*digest)(tb_lib *, struct tb_buf *dst, uint16_t hash, struct tb_bytes src);
    enum tb_status (*hkdf)(tb_lib *, struct tb_buf *dst /* fills cap */, uint16_t hash, struct tb_bytes salt,
                           struct tb_bytes secret, struct tb_bytes label); /* extract, then expand: RFC 5869 */
};

/* A wish the library cannot honour makes ctx_create TB_UNSUPPORTED; none is dropped.  An empty list: the library's
 * default.  Always set, in every library: no compression, no renegotiation, no session cache, no resumption. */
struct tb_tls_config {
    bool server;
    bool verify_peer;          /* client: chain up to roots_pem, validity, and host; a failure fails the handshake */
    unsigned tickets;          /* server: session tickets after a full handshake; 0: none in any version */
    uint16_t min_version, max_version;
    const uint16_t *groups, *suites, *schemes;
    size_t num_groups, num_suites, num_schemes;
    struct tb_bytes chain_pem; /* server: leaf, then intermediates */
    struct tb_bytes key_pem;   /* server: the leaf's private key */
    struct tb_bytes roots_pem; /* client: trusted roots, and only these */
    const char *host;          /* client: SNI and the name to verify; NULL: neither */
    int64_t now;               /* Unix seconds for validity checks; 0: the real clock */
};

/* Read back after every handshake and compared with the request; a difference voids the sample.  0: the library cannot
 * tell. */
struct tb_negotiated {
    uint16_t version, suite;
    uint16_t group;     /* 0 for RSA key transport */
    uint16_t scheme;    /* the server's signature; 0 for RSA key transport */
    bool resumed;
    bool peer_verified; /* client: a certificate was presented, and it verified, host name included */
};

/* fd >= 0: the library's own socket path; the fd stays the caller's.  fd < 0: the calls, which return the bytes moved,
 * TB_IO_EOF for end of stream, TB_IO_AGAIN for "would block", TB_IO_ERROR for failure.  The struct is copied by open;
 * io must outlive the connection. */
enum { TB_IO_EOF = 0, TB_IO_AGAIN = -1, TB_IO_ERROR = -2 };
struct tb_transport {
    int fd;
    void *io;
    ptrdiff_t (*recv)(void *io, void *dst, size_t cap);
    ptrdiff_t (*send)(void *io, const void *src, size_t len);
};

/* Never blocks.  A WANT names the direction this very call needs: a read may want to write. */
struct tb_tls_ops {
    enum tb_status (*ctx_create)(tb_lib *, tb_ctx **out, const struct tb_tls_config *); /* copies what it needs */
    void (*ctx_destroy)(tb_ctx *);                                                      /* after its connections */
    enum tb_status (*open)(tb_ctx *, tb_conn **out, const struct tb_transport *);
    enum tb_status (*handshake)(tb_conn *); /* TB_OK: this side is finished.  Certificate refused, alert: TB_BAD_PEER */
    enum tb_status (*write)(tb_conn *, size_t *done, const void *src, size_t len); /* may be partial; done > 0 on TB_OK.
                                                     * After a WANT: the same bytes again, at any address */
    enum tb_status (*read)(tb_conn *, size_t *done, void *dst, size_t cap);        /* done > 0 on TB_OK */
    enum tb_status (*shutdown)(tb_conn *); /* TB_OK: close_notify was sent; the peer's is not awaited */
    enum tb_status (*negotiated)(tb_conn *, struct tb_negotiated *out); /* after a finished handshake */
    void (*destroy)(tb_conn *); /* sends nothing */
};

struct tb_backend {
    uint32_t abi, struct_size;
    const char *name; /* the adapter's: "openssl", "wolfssl", "plain" */
    bool cleartext;   /* no TLS: nothing is negotiated, verified or encrypted */
    /* once per process; options: the backend's own, or NULL */
    enum tb_status (*open)(tb_lib **out, const char *options);
    void (*close)(tb_lib *);
    const struct tb_info *(*info)(tb_lib *);
    /* TB_OK or TB_UNSUPPORTED; may be slow, never timed */
    enum tb_status (*supports)(tb_lib *, enum tb_cap, uint16_t id);
    /* The last failure of this thread as one line, then forgets it; returns strlen(dst).  lib: NULL when open failed */
    size_t (*error_text)(tb_lib *, char *dst, size_t cap);
    const struct tb_kx_ops *kx;
    const struct tb_key_ops *key;
    const struct tb_aead_ops *aead;
    const struct tb_hash_ops *hash;
    const struct tb_tls_ops *tls;
};
