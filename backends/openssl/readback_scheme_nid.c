/* The server's signature scheme in OpenSSL 1.1.1 to 3.4: a type of key and a hash, as NIDs. */
#include "lib.h"
#include <openssl/obj_mac.h>

static const struct {
    int type, hash;
    uint16_t scheme;
} schemes[] = {
    {NID_rsassaPss, NID_sha256, 0x0804},
    {NID_rsassaPss, NID_sha384, 0x0805},
    {NID_rsassaPss, NID_sha512, 0x0806},
    {NID_rsaEncryption, NID_sha256, 0x0401},
    {NID_X9_62_id_ecPublicKey, NID_sha256, 0x0403},
    {NID_X9_62_id_ecPublicKey, NID_sha384, 0x0503},
    {NID_ED25519, NID_undef, 0x0807},
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
