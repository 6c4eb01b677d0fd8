/* wycheproof_schemas.c - each schema of Wycheproof, and which part of it TLS uses.
 *
 * Wycheproof tests algorithms; TLS uses each in one way.  What TLS does not use is UNSERVED; what it must refuse is
 * INVALID, even if the algorithm alone would accept it.
 */
#include "core/algorithms.h"
#include "core/iana.h"
#include "wycheproof.h"
#include <string.h>

enum { SMALLEST_RSA = 2048, LARGEST_RSA = 4096, TAG_BITS = 128, NONCE_BITS = 96 };

static struct judgement not_in_tls(const char *what)
{
    return judged(UNSERVED, "%s, which TLS does not have here", what);
}

/* ---- Key exchange ---- */

/* RFC 8446 7.4.2: an all-zero secret ends the handshake. */
static struct judgement judge_xdh(struct vector_reader *reader)
{
    if (strcmp(vector_text(reader, reader->group, "curve"), "curve25519") != 0)
        return not_in_tls("another curve than X25519's");
    struct exchange_vector vector = {
        .group = tb_group_by_name("x25519")->id,
        .private_key = vector_bytes(reader, reader->test, "private"),
        .peer = vector_bytes(reader, reader->test, "public"),
        .secret = vector_bytes(reader, reader->test, "shared"),
        .verdict = vector_has_flag(reader, "ZeroSharedSecret") ? INVALID : vector_verdict(reader),
    };
    return judge_exchange(reader->subject, &vector);
}

/* RFC 8446 4.2.8.2: shares are uncompressed points. */
static struct judgement judge_ecdh(struct vector_reader *reader)
{
    static const struct {
        const char *curve, *group;
    } curves[] = {{"secp256r1", "p256"}, {"secp384r1", "p384"}, {"secp521r1", "p521"}};
    const struct tb_group *group = NULL;
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++)
        if (!strcmp(curves[i].curve, vector_text(reader, reader->group, "curve")))
            group = tb_group_by_name(curves[i].group);
    if (!group)
        return not_in_tls("another curve than P-256, P-384 and P-521");
    struct exchange_vector vector = {
        .group = group->id,
        .private_key = vector_bytes(reader, reader->test, "private"),
        .peer = vector_bytes(reader, reader->test, "public"),
        .secret = vector_bytes(reader, reader->test, "shared"),
        .verdict = vector_verdict(reader),
    };
    if (vector.peer.len != group->offer_len)
        vector.verdict = INVALID;
    return judge_exchange(reader->subject, &vector);
}

static struct judgement judge_mlkem(struct vector_reader *reader)
{
    if (strcmp(vector_text(reader, reader->group, "parameterSet"), "ML-KEM-768") != 0)
        return not_in_tls("another size than ML-KEM-768");
    struct encapsulation_vector vector = {
        .group = tb_group_by_name("mlkem768")->id,
        .key = vector_bytes(reader, reader->test, "ek"),
        .verdict = vector_verdict(reader),
    };
    return judge_encapsulation(reader->subject, &vector);
}

/* ---- Signatures ---- */

/* 0: TLS 1.3 has no scheme with this hash.  Otherwise the hash's number, which is the high byte of the PKCS#1 scheme:
 * RFC 5246 7.4.1.4.1. */
static uint8_t hash_by_name(const char *name)
{
    static const struct {
        const char *name;
        uint8_t id;
    } hashes[] = {{"SHA-256", 4}, {"SHA-384", 5}, {"SHA-512", 6}};
    for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++)
        if (!strcmp(hashes[i].name, name))
            return hashes[i].id;
    return 0;
}

/* Uses the key in PEM, or in DER if there is no PEM. */
static struct judgement judge_verify(struct vector_reader *reader, uint16_t scheme, enum verdict verdict)
{
    struct pem made;
    const char *pem = json_string_value(json_object_get(reader->group, "publicKeyPem"));
    if (!pem) {
        made = pem_of("PUBLIC KEY", vector_bytes(reader, reader->group, "publicKeyDer"));
        pem = made.text;
    }
    struct signature_vector vector = {
        .scheme = scheme,
        .pem = text_bytes(pem),
        .message = vector_bytes(reader, reader->test, "msg"),
        .signature = vector_bytes(reader, reader->test, "sig"),
        .verdict = verdict,
    };
    return judge_signature(reader->subject, &vector);
}

/* RFC 8446 4.2.3: a scheme determines its curve and its hash. */
static struct judgement judge_ecdsa(struct vector_reader *reader)
{
    static const struct {
        const char *curve;
        uint8_t hash;
        uint16_t scheme;
    } schemes[] = {{"secp256r1", 4, TB_SCHEME_ECDSA_SECP256R1_SHA256},
                   {"secp384r1", 5, TB_SCHEME_ECDSA_SECP384R1_SHA384},
                   {"secp521r1", 6, TB_SCHEME_ECDSA_SECP521R1_SHA512}};
    const char *curve = vector_text(reader, json_object_get(reader->group, "publicKey"), "curve");
    uint8_t hash = hash_by_name(vector_text(reader, reader->group, "sha"));
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (!strcmp(schemes[i].curve, curve) && schemes[i].hash == hash)
            return judge_verify(reader, schemes[i].scheme, vector_verdict(reader));
    return not_in_tls("a curve with another hash than its own");
}

static struct judgement judge_eddsa(struct vector_reader *reader)
{
    const char *curve = vector_text(reader, json_object_get(reader->group, "publicKey"), "curve");
    if (strcmp(curve, "edwards25519") != 0)
        return not_in_tls("another curve than Ed25519's");
    return judge_verify(reader, tb_scheme_by_name("ed25519")->id, vector_verdict(reader));
}

static bool rsa_size_fits(struct vector_reader *reader)
{
    size_t bits = vector_number(reader, reader->group, "keySize");
    return bits >= SMALLEST_RSA && bits <= LARGEST_RSA;
}

static struct judgement judge_pkcs1(struct vector_reader *reader)
{
    uint8_t hash = hash_by_name(vector_text(reader, reader->group, "sha"));
    if (!hash)
        return not_in_tls("a hash other than SHA-256, SHA-384 and SHA-512");
    if (!rsa_size_fits(reader))
        return not_in_tls("an RSA key of another size than 2048 to 4096 bits");
    return judge_verify(reader, (uint16_t)(hash << 8 | 1), vector_verdict(reader));
}

/* RFC 8446 4.2.3: MGF1 uses the signature's hash, and the salt has its length.  A signature that is valid with other
 * parameters must be refused; one that is invalid with them may be valid with those of TLS. */
static enum verdict with_other_parameters(enum verdict verdict)
{
    return verdict == VALID ? INVALID : EITHER;
}

static struct judgement judge_pss(struct vector_reader *reader)
{
    const char *sha = vector_text(reader, reader->group, "sha");
    uint8_t hash = hash_by_name(sha);
    if (!hash)
        return not_in_tls("a hash other than SHA-256, SHA-384 and SHA-512");
    if (!rsa_size_fits(reader))
        return not_in_tls("an RSA key of another size than 2048 to 4096 bits");
    static const size_t lengths[] = {[4] = 32, [5] = 48, [6] = 64};
    bool fits = !strcmp(vector_text(reader, reader->group, "mgf"), "MGF1") &&
                !strcmp(vector_text(reader, reader->group, "mgfSha"), sha) &&
                vector_number(reader, reader->group, "sLen") == lengths[hash];
    return judge_verify(reader, (uint16_t)(0x0800 | hash),
                        fits ? vector_verdict(reader) : with_other_parameters(vector_verdict(reader)));
}

/* ---- RSA key transport ---- */

static struct judgement judge_rsaes(struct vector_reader *reader)
{
    if (!rsa_size_fits(reader))
        return not_in_tls("an RSA key of another size than 2048 to 4096 bits");
    struct premaster_vector vector = {
        .pem = text_bytes(vector_text(reader, reader->group, "privateKeyPem")),
        .ciphertext = vector_bytes(reader, reader->test, "ct"),
        .message = vector_bytes(reader, reader->test, "msg"),
        .verdict = vector_verdict(reader),
    };
    return judge_premaster(reader->subject, &vector);
}

/* ---- Records and key schedules ---- */

/* Concatenated, as in the contract. */
static struct tb_bytes joined(struct vector_reader *reader, struct tb_bytes a, struct tb_bytes b, uint8_t *room,
                              size_t cap)
{
    if (a.len + b.len > cap) {
        snprintf(reader->broken, sizeof reader->broken, "a record of %zu bytes is too long", a.len + b.len);
        return (struct tb_bytes){NULL, 0};
    }
    if (a.len)
        memcpy(room, a.data, a.len);
    if (b.len)
        memcpy(room + a.len, b.data, b.len);
    return (struct tb_bytes){room, a.len + b.len};
}

static const struct tb_aead_info *aead_of(struct vector_reader *reader)
{
    const char *algorithm = vector_text(reader, reader->file, "algorithm");
    size_t bits = vector_number(reader, reader->group, "keySize");
    if (!strcmp(algorithm, "AES-GCM") && (bits == 128 || bits == 256))
        return tb_aead_by_name(bits == 128 ? "aes-128-gcm" : "aes-256-gcm");
    return !strcmp(algorithm, "CHACHA20-POLY1305") && bits == 256 ? tb_aead_by_name("chacha20-poly1305") : NULL;
}

static struct judgement judge_aead(struct vector_reader *reader)
{
    static uint8_t room[GUARDED_MAX];
    const struct tb_aead_info *aead = aead_of(reader);
    if (!aead)
        return not_in_tls("another AEAD than AES-128-GCM, AES-256-GCM and ChaCha20-Poly1305");
    if (vector_number(reader, reader->group, "ivSize") != NONCE_BITS)
        return not_in_tls("a nonce of another length than 96 bits");
    if (vector_number(reader, reader->group, "tagSize") != TAG_BITS)
        return not_in_tls("a tag of another length than 128 bits");
    struct record_vector vector = {
        .suite = aead->tls13,
        .key = vector_bytes(reader, reader->test, "key"),
        .nonce = vector_bytes(reader, reader->test, "iv"),
        .ad = vector_bytes(reader, reader->test, "aad"),
        .text = vector_bytes(reader, reader->test, "msg"),
        .sealed = joined(reader, vector_bytes(reader, reader->test, "ct"), vector_bytes(reader, reader->test, "tag"),
                         room, sizeof room),
        .verdict = vector_verdict(reader),
    };
    return judge_record(reader->subject, &vector);
}

/* "HKDF-SHA-256", "HMACSHA256": the hash is the end of the name. */
static uint8_t hash_of_file(struct vector_reader *reader, const char *const names[3])
{
    const char *algorithm = vector_text(reader, reader->file, "algorithm");
    for (uint8_t i = 0; i < 3; i++)
        if (!strcmp(names[i], algorithm))
            return (uint8_t)(4 + i);
    return 0;
}

static struct judgement judge_hkdf(struct vector_reader *reader)
{
    static const char *const names[3] = {"HKDF-SHA-256", "HKDF-SHA-384", "HKDF-SHA-512"};
    struct expansion_vector vector = {
        .hash = hash_of_file(reader, names),
        .salt = vector_bytes(reader, reader->test, "salt"),
        .secret = vector_bytes(reader, reader->test, "ikm"),
        .info = vector_bytes(reader, reader->test, "info"),
        .output = vector_bytes(reader, reader->test, "okm"),
        .size = vector_number(reader, reader->test, "size"),
        .verdict = vector_verdict(reader),
    };
    if (!vector.hash)
        return not_in_tls("a hash other than SHA-256, SHA-384 and SHA-512");
    return vector.size <= GUARDED_MAX ? judge_expansion(reader->subject, &vector)
                                      : not_in_tls("more output than HKDF of SHA-512 has");
}

static struct judgement judge_hmac(struct vector_reader *reader)
{
    static const char *const names[3] = {"HMACSHA256", "HMACSHA384", "HMACSHA512"};
    struct mac_vector vector = {
        .hash = hash_of_file(reader, names),
        .key = vector_bytes(reader, reader->test, "key"),
        .message = vector_bytes(reader, reader->test, "msg"),
        .tag = vector_bytes(reader, reader->test, "tag"),
        .verdict = vector_verdict(reader),
    };
    if (!vector.hash)
        return not_in_tls("a hash other than SHA-256, SHA-384 and SHA-512");
    if (vector.message.len == 0) /* OpenSSL does not support HKDF-Extract without a secret, and TLS uses zeros then */
        return not_in_tls("an empty message");
    return judge_mac(reader->subject, &vector);
}

wycheproof_judge *wycheproof_judge_of(const char *schema)
{
    static const struct {
        const char *schema;
        wycheproof_judge *judge;
    } schemas[] = {
        {"xdh_comp_schema_v1.json", judge_xdh},          {"ecdh_ecpoint_test_schema_v1.json", judge_ecdh},
        {"mlkem_encaps_test_schema.json", judge_mlkem},  {"ecdsa_verify_schema_v1.json", judge_ecdsa},
        {"eddsa_verify_schema_v1.json", judge_eddsa},    {"rsassa_pkcs1_verify_schema_v1.json", judge_pkcs1},
        {"rsassa_pss_verify_schema_v1.json", judge_pss}, {"rsaes_pkcs1_decrypt_schema_v1.json", judge_rsaes},
        {"aead_test_schema_v1.json", judge_aead},        {"hkdf_test_schema_v1.json", judge_hkdf},
        {"mac_test_schema_v1.json", judge_hmac},
    };
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++)
        if (!strcmp(schemas[i].schema, schema))
            return schemas[i].judge;
    return NULL;
}
