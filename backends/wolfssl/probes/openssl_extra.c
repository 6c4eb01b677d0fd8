/* The functions of a build with OPENSSL_EXTRA and SESSION_CERTS that pins_openssl_extra.c needs. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CTX_set1_sigalgs_list(NULL, "ECDSA+SHA256") | wolfSSL_CTX_set1_curves_list(NULL, "P-256") |
           wolfSSL_CTX_set_max_proto_version(NULL, 0x0303) | wolfSSL_get_verify_mode(NULL) |
           wolfSSL_get_chain_count(wolfSSL_get_peer_chain(NULL)) | (int)wolfSSL_get_verify_result(NULL);
}
