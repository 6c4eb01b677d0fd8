/* The server's signature scheme in OpenSSL 1.1.1 to 3.4: a type of key and a hash, as NIDs. */
#include "backends/openssl/lib.h"
#include "core/iana.h"
#include <openssl/obj_mac.h>

static const struct {
    int type, hash;
    uint16_t scheme;
} schemes[] = {
    {NID_rsassaPss, NID_sha256, TB_SCHEME_RSA_PSS_RSAE_SHA256},
    {NID_rsassaPss, NID_sha384, TB_SCHEME_RSA_PSS_RSAE_SHA384},
    {NID_rsassaPss, NID_sha512, TB_SCHEME_RSA_PSS_RSAE_SHA512},
    {NID_rsaEncryption, NID_sha256, TB_SCHEME_RSA_PKCS1_SHA256},
    {NID_X9_62_id_ecPublicKey, NID_sha256, TB_SCHEME_ECDSA_SECP256R1_SHA256},
    {NID_X9_62_id_ecPublicKey, NID_sha384, TB_SCHEME_ECDSA_SECP384R1_SHA384},
    {NID_ED25519, NID_undef, TB_SCHEME_ED25519},
};

uint16_t tb_read_back_scheme(SSL *ssl, bool server)
{
    int type = NID_undef, hash = NID_undef;
    bool told = server ? SSL_get_signature_type_nid(ssl, &type) : SSL_get_peer_signature_type_nid(ssl, &type);
    if (!told)
        return 0;
    if (!(server ? SSL_get_signature_nid(ssl, &hash) : SSL_get_peer_signature_nid(ssl, &hash)))
        hash = NID_undef;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].type == type && schemes[i].hash == hash)
            return schemes[i].scheme;
    return TB_NEGOTIATED_UNKNOWN;
}
