/* A build without revocation lists, or without those of an issuer that it does not know in advance. */
#include "backends/wolfssl/trust/crls.h"

enum tb_status tb_crls_open(struct tb_crls **out, WOLFSSL_CERT_MANAGER *manager, struct tb_bytes pem)
{
    (void)manager;
    (void)pem;
    *out = NULL;
    return tb_lacks("revocation list of an issuer that comes with the chain (--enable-crl CPPFLAGS=-DHAVE_CRL_IO)");
}

void tb_crls_close(struct tb_crls *crls)
{
    (void)crls;
}

void tb_crls_begin(struct tb_crls *crls)
{
    (void)crls;
}

void tb_crls_end(void)
{
}
