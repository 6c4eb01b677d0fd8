#include "harness/wire_lengths.h"
#include "core/algorithms.h"
#include <stdint.h>
#include <string.h>

/* RFC 8446 4, 4.3, 4.4; RFC 5246 7.4.9 */
enum {
    HEADER = 4,                   /* of a message: type and length */
    EXTENSIONS = 2,               /* their length */
    ENTRY = 3 + EXTENSIONS,       /* of a certificate: its length, and the length of its extensions after it */
    CERTIFICATE = HEADER + 1 + 3, /* an empty context, and the length of the list */
    STAPLE = 4 + 1 + 3,           /* an extension: its header, a type, the response's length */
    VERIFY = HEADER + 2 + 2,      /* scheme, and the signature's length */
    REQUEST = HEADER + 1 + EXTENSIONS,
    FINISHED_TLS12 = HEADER + 12,
    SHA256 = 32,
    SHA384 = 48,
};

/* Variable lengths: the extensions of a server's answer (server_name, 4 bytes; supported_groups, 8; early_data, 4),
 * those of a CertificateRequest (signature_algorithms is required; status_request and certificate_authorities are
 * optional), and leading zeros of the two numbers in an ECDSA signature. */
enum { FREE_EXTENSIONS = 16, LEAST_REQUEST = 8, FREE_REQUEST = 256, FREE_SIGNATURE = 12 };

static void add(struct tb_lengths *lengths, size_t least, size_t free_bytes)
{
    lengths->least += least;
    lengths->most += least + free_bytes;
}

/* Length of all certificates in a PEM text: 4 base64 characters are 3 bytes, minus one for each '=' at the end. */
static size_t certificate_entries(struct tb_bytes pem)
{
    const char *at = (const char *)pem.data, *end = at + pem.len;
    size_t bytes = 0, characters = 0, padding = 0;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        line_end = line_end ? line_end : end;
        if (*at != '-') {
            for (; at < line_end; at++) {
                characters += *at > ' ';
                padding += *at == '=';
            }
        } else if (characters > 0) {
            bytes += ENTRY + characters / 4 * 3 - padding;
            characters = padding = 0;
        }
        at = line_end + 1;
    }
    return bytes;
}

static void add_signature(struct tb_lengths *lengths, const struct tb_tls_case *tls)
{
    const struct tb_auth *auth = tb_auth_by_name(tls->job->c->value[TB_PARAM_AUTH]);
    size_t ecdsa_most =
        auth->curve == TB_GROUP_SECP384R1 ? 104 : 72; /* two numbers, each with a leading zero: RFC 3279 2.2.3 */
    if (auth->rsa_bits)
        add(lengths, auth->rsa_bits / 8, 0);
    else if (auth->curve)
        add(lengths, ecdsa_most - FREE_SIGNATURE, FREE_SIGNATURE);
    else
        add(lengths, 64, 0);
}

static void add_certificate(struct tb_lengths *lengths, const struct tb_tls_case *tls, struct tb_bytes chain)
{
    add(lengths, CERTIFICATE + certificate_entries(chain), 0);
    add(lengths, VERIFY, 0);
    add_signature(lengths, tls);
}

static void add_finished(struct tb_lengths *lengths, const struct tb_tls_case *tls)
{
    add(lengths, HEADER + (tls->asked.suite == TB_SUITE_AES_256_GCM_SHA384 ? SHA384 : SHA256), 0);
}

static struct tb_lengths of_server(const struct tb_tls_case *tls, bool resumed)
{
    const struct tb_operation *operation = tls->operation;
    struct tb_lengths lengths = {0, 0};
    add(&lengths, HEADER + EXTENSIONS, FREE_EXTENSIONS);
    if (!resumed && operation->mutual)
        add(&lengths, REQUEST + LEAST_REQUEST, FREE_REQUEST);
    if (!resumed)
        add_certificate(&lengths, tls, tb_tls_case_chain(tls));
    if (!resumed && operation->stapled)
        add(&lengths, STAPLE + tls->staple.len, 0);
    add_finished(&lengths, tls);
    if (resumed && operation->early) /* the server may send tickets here, before the client's Finished: RFC 8446
                                      * 4.6.1 */
        lengths.most = SIZE_MAX;
    return lengths;
}

static struct tb_lengths of_client(const struct tb_tls_case *tls, bool resumed)
{
    struct tb_lengths lengths = {0, 0};
    if (resumed && tls->operation->early)
        add(&lengths, HEADER, 0); /* EndOfEarlyData */
    if (!resumed && tls->operation->mutual)
        add_certificate(&lengths, tls, tb_bytes_of(&tls->client_chain));
    add_finished(&lengths, tls);
    return lengths;
}

static struct tb_lengths asked_tls13(const struct tb_tls_case *tls, bool resumed, size_t flight)
{
    size_t early = resumed && tls->operation->early ? TB_EARLY_BYTES : 0, before = tls->operation->retried ? 2 : 0;
    if (flight < before)
        return (struct tb_lengths){0, 0};
    switch (flight - before) {
    case 0:
        return (struct tb_lengths){early, early};
    case 1:
        return of_server(tls, resumed);
    case 2:
        return of_client(tls, resumed);
    default:
        return (struct tb_lengths){0, tls->tickets ? SIZE_MAX : 0};
    }
}

/* Finished is the only message that is encrypted. */
static struct tb_lengths asked_tls12(bool resumed, size_t flight)
{
    size_t first = resumed ? 1 : 2, len = flight == first || flight == first + 1 ? FINISHED_TLS12 : 0;
    return (struct tb_lengths){len, len};
}

struct tb_lengths tb_lengths_asked(const struct tb_tls_case *tls, bool resumed, size_t flight)
{
    return tls->asked.version == TB_TLS13 ? asked_tls13(tls, resumed, flight) : asked_tls12(resumed, flight);
}

size_t tb_protection(const struct tb_tls_case *tls)
{
    enum { TAG = 16, CONTENT_TYPE = 1, EXPLICIT_NONCE = 8 }; /* RFC 5288 3; ChaCha20-Poly1305 sends none: RFC 7905 2 */
    bool chacha = tls->asked.suite >> 8 == 0xcc;
    return TAG + (tls->asked.version == TB_TLS13 ? CONTENT_TYPE : chacha ? 0 : EXPLICIT_NONCE);
}
