#include "fault_flights.h"
#include "core/iana.h"
#include <string.h>

enum { CHANGE_CIPHER_SPEC = 20, HANDSHAKE = 22, SEALED = 23, HEADER = FAULT_RECORD_HEADER, MORE = 3, LAST = 4 };

/* Adds a record of `len` bytes, all zero except for the first ones. */
static uint8_t *add_record(struct fault_flight *flight, uint8_t type, const void *start, size_t start_len, size_t len)
{
    uint8_t *record = flight->bytes + flight->len;
    const uint8_t header[] = {type, 3, MORE, (uint8_t)(len >> 8), (uint8_t)len};
    memset(record, 0, HEADER + len);
    memcpy(record, header, sizeof header);
    memcpy(record + HEADER, start, start_len);
    flight->len += HEADER + len;
    return record;
}

static void add_client_hello(struct fault_flight *flight, bool resumed)
{
    const uint8_t hello[] = {1, 0, 0, 1, resumed};
    add_record(flight, HANDSHAKE, hello, sizeof hello, sizeof hello);
}

static void add_server_hello(struct fault_flight *flight, const struct tb_negotiated *agreed, bool resumed)
{
    bool tls13 = agreed->version == TB_TLS13;
    uint8_t hello[54] = {2, 0, 0, 50, 3, 3, resumed};
    /* after the random: no session ID, a suite, no compression; extensions, of which 255 is unknown */
    const uint8_t rest[] = {0,
                            0x13,
                            0x01,
                            0,
                            0,
                            10,
                            0,
                            tls13 ? 51 : 255,
                            0,
                            2,
                            (uint8_t)(agreed->group >> 8),
                            (uint8_t)agreed->group,
                            0,
                            tls13 && resumed ? 41 : 255,
                            0,
                            0};
    memcpy(hello + sizeof hello - sizeof rest, rest, sizeof rest);
    add_record(flight, HANDSHAKE, hello, sizeof hello, sizeof hello);
}

static void add_finished_tls12(struct fault_flight *flight)
{
    static const uint8_t change[] = {1};
    add_record(flight, CHANGE_CIPHER_SPEC, change, sizeof change, sizeof change);
    add_record(flight, HANDSHAKE, "", 0, 8 + 16 + 16); /* nonce, Finished, tag */
}

static size_t signature_len(uint16_t scheme)
{
    return scheme == TB_SCHEME_ECDSA_SECP256R1_SHA256   ? 71
           : scheme == TB_SCHEME_ECDSA_SECP384R1_SHA384 ? 103
           : scheme == TB_SCHEME_ED25519                ? 64
                                                        : 256;
}

static void make_tls12(struct fault_flight *flight, unsigned number, bool resumed, bool more)
{
    static const uint8_t certificates[] = {11, 0, 0, 0, 12, 0, 0, 0, 14, 0, 0, 0}, key[] = {16, 0, 0, 0},
                         ticket[] = {4, 0, 0, 0};
    if (number == 2 && !resumed) {
        add_record(flight, HANDSHAKE, certificates, sizeof certificates, sizeof certificates);
        return;
    }
    if (number == 3 && !resumed)
        add_record(flight, HANDSHAKE, key, sizeof key, sizeof key);
    if (number % 2 == 0 && more)
        add_record(flight, HANDSHAKE, ticket, sizeof ticket, sizeof ticket);
    add_finished_tls12(flight);
}

/* Encrypted: EncryptedExtensions, Certificate, CertificateVerify, Finished; or only the last. */
static void make_tls13(struct fault_flight *flight, enum fault fault, const struct tb_negotiated *agreed,
                       unsigned number, bool resumed, size_t chain_len)
{
    enum { FINISHED = 4 + 32, EXTENSIONS = 4 + 2, CERTIFICATE = 4 + 1 + 3, VERIFY = 4 + 2 + 2, PROTECTION = 17 };
    size_t len = FINISHED + PROTECTION;
    if (number == 2)
        len += EXTENSIONS;
    if (number == 2 && !resumed)
        len += CERTIFICATE + chain_len + VERIFY + signature_len(agreed->scheme);
    if (number == 2 && !resumed && fault == FAULT_COMPRESSES)
        len -= chain_len / 4;
    if (number == 2 && fault == FAULT_ONE_MORE)
        len += 100;
    add_record(flight, SEALED, "", 0, len);
}

void fault_make_flight(struct fault_flight *flight, enum fault fault, const struct tb_negotiated *agreed,
                       unsigned number, bool resumed, size_t chain_len)
{
    flight->len = 0;
    if (number == 1)
        add_client_hello(flight, resumed);
    if (number == 2)
        add_server_hello(flight, agreed, resumed);
    if (number > 1 && agreed->version == TB_TLS12)
        make_tls12(flight, number, resumed, fault == FAULT_ONE_MORE);
    else if (number > 1)
        make_tls13(flight, fault, agreed, number, resumed, chain_len);
    size_t at = 0, last = 0;
    while (at < flight->len) {
        last = at;
        at += fault_record_len(flight->bytes + at);
    }
    flight->bytes[last + 2] = LAST;
}

/* Decodes the lengths of RFC 7468 base64, certificate by certificate; each is preceded by its length and followed by no
 * extensions. */
size_t fault_chain_len(struct tb_bytes pem)
{
    size_t bytes = 0, characters = 0;
    bool inside = false, label = false;
    for (size_t i = 0; i < pem.len; i++) {
        char c = (char)pem.data[i];
        if (c == '-' && !label && inside && characters > 0)
            bytes += 3 + characters * 3 / 4 + 2;
        if (c == '-' && !label)
            characters = 0;
        label = c == '-' || (label && c != '\n');
        inside = inside || label;
        characters += !label && c > ' ' && c != '=';
    }
    return bytes;
}

size_t fault_record_len(const uint8_t *record)
{
    return HEADER + (size_t)record[3] * 256 + record[4];
}

bool fault_ends_flight(const uint8_t *record)
{
    return record[2] == LAST;
}
