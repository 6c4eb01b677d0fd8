/* connection.h - both ends of a connection in memory, for probes of what a library does. */
#include "../key/test_keys.h"
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string.h>

enum { FLIGHTS = 8 };

static int use_identity(SSL_CTX *ctx)
{
    BIO *certificate = BIO_new_mem_buf(test_certificate_p256, (int)strlen(test_certificate_p256));
    BIO *key = BIO_new_mem_buf(test_key_p256, (int)strlen(test_key_p256));
    X509 *x509 = PEM_read_bio_X509(certificate, NULL, NULL, NULL);
    EVP_PKEY *pkey = PEM_read_bio_PrivateKey(key, NULL, NULL, NULL);
    BIO_free(certificate);
    BIO_free(key);
    int used = x509 && pkey && SSL_CTX_use_certificate(ctx, x509) && SSL_CTX_use_PrivateKey(ctx, pkey);
    X509_free(x509);
    EVP_PKEY_free(pkey);
    return used;
}

static void connect_both(SSL *client, SSL *server)
{
    BIO *to_client = BIO_new(BIO_s_mem()), *to_server = BIO_new(BIO_s_mem());
    BIO_up_ref(to_client);
    BIO_up_ref(to_server);
    SSL_set_bio(client, to_client, to_server);
    SSL_set_bio(server, to_server, to_client);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
}

static int shake_hands(SSL *client, SSL *server)
{
    for (int i = 0; i < FLIGHTS; i++)
        SSL_do_handshake(i % 2 ? server : client);
    return SSL_is_init_finished(client) && SSL_is_init_finished(server);
}
