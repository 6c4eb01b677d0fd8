#include "backends/openssl/key/pem.h"
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

/* Takes object `number` of a text; the reader keeps ownership. */
typedef bool (*taker)(void *target, void *object, size_t number);

struct reader {
    const char *what; /* for messages */
    void *(*read)(BIO *bio);
    void (*release)(void *object);
};

static void *read_certificate(BIO *bio)
{
    return PEM_read_bio_X509(bio, NULL, NULL, NULL);
}

static void release_certificate(void *object)
{
    X509_free(object);
}

static void *read_crl(BIO *bio)
{
    return PEM_read_bio_X509_CRL(bio, NULL, NULL, NULL);
}

static void release_crl(void *object)
{
    X509_CRL_free(object);
}

static const struct reader certificates = {"certificate", read_certificate, release_certificate};
static const struct reader crls = {"revocation list", read_crl, release_crl};

/* The reader reports "no start line" at the end of the text, and another error if it cannot parse an object. */
static bool at_end(void)
{
    unsigned long code = ERR_peek_last_error();
    bool end = ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
    if (end)
        ERR_clear_error();
    return end;
}

static enum tb_status read_all(const struct reader *reader, struct tb_bytes pem, taker take, void *target)
{
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    size_t num = 0;
    bool taken = bio != NULL;
    while (taken) {
        void *object = reader->read(bio);
        if (!object)
            break;
        taken = take(target, object, num++);
        reader->release(object);
    }
    BIO_free(bio);
    if (!taken)
        return tb_fail(TB_ERROR, "the library refuses %s %zu of the PEM text", reader->what, num);
    if (!at_end())
        return tb_fail(TB_ERROR, "%s %zu of the PEM text does not parse", reader->what, num + 1);
    return num ? TB_OK : tb_fail(TB_ERROR, "there is no %s in the PEM text", reader->what);
}

static bool add_to_chain(void *ctx, void *certificate, size_t number)
{
    return number == 0 ? SSL_CTX_use_certificate(ctx, certificate) == 1
                       : SSL_CTX_add1_chain_cert((SSL_CTX *)ctx, (X509 *)certificate) == 1;
}

enum tb_status tb_use_chain(SSL_CTX *ctx, struct tb_bytes pem)
{
    return read_all(&certificates, pem, add_to_chain, ctx);
}

static bool add_root(void *store, void *certificate, size_t number)
{
    (void)number;
    return X509_STORE_add_cert(store, certificate) == 1;
}

enum tb_status tb_add_roots(X509_STORE *store, struct tb_bytes pem)
{
    return read_all(&certificates, pem, add_root, store);
}

static bool add_crl(void *store, void *crl, size_t number)
{
    (void)number;
    return X509_STORE_add_crl(store, crl) == 1;
}

enum tb_status tb_add_crls(X509_STORE *store, struct tb_bytes pem)
{
    return read_all(&crls, pem, add_crl, store);
}

enum tb_status tb_use_key(SSL_CTX *ctx, struct tb_bytes pem)
{
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
    bool ok = key && SSL_CTX_use_PrivateKey(ctx, key);
    EVP_PKEY_free(key);
    BIO_free(bio);
    if (!ok)
        return tb_fail(TB_ERROR, "the private key does not parse or does not fit the certificate");
    return SSL_CTX_check_private_key(ctx) ? TB_OK : tb_fail(TB_ERROR, "the private key is not the certificate's");
}
