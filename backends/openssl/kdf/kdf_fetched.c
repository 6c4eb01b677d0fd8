/* Key derivation in OpenSSL 3.x, with a provider's algorithms.  libssl fetches TLS13-KDF and TLS1-PRF again for each
 * secret that it derives, so that cost is included here; plain HKDF, which libssl does not call, is fetched in the same
 * way, to be comparable. */
#include "backends/openssl/kdf/kdf.h"
#include <openssl/core_names.h>
#include <openssl/kdf.h>

enum { MOST_PARAMS = 8 };

struct params {
    OSSL_PARAM list[MOST_PARAMS];
    size_t num;
};

static void add_bytes(struct params *params, const char *name, struct tb_bytes value)
{
    if (value.len)
        params->list[params->num++] = OSSL_PARAM_construct_octet_string(name, (void *)(uintptr_t)value.data, value.len);
}

static void add_hash(struct params *params, const EVP_MD *md)
{
    params->list[params->num++] =
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)(uintptr_t)EVP_MD_get0_name(md), 0);
}

static enum tb_status derive(struct tb_buf *dst, const char *algorithm, struct params *params)
{
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, algorithm, NULL);
    EVP_KDF_CTX *ctx = EVP_KDF_CTX_new(kdf);
    EVP_KDF_free(kdf);
    params->list[params->num] = OSSL_PARAM_construct_end();
    bool ok = ctx && EVP_KDF_derive(ctx, dst->data, dst->cap, params->list) > 0;
    EVP_KDF_CTX_free(ctx);
    if (!ok)
        return TB_ERROR;
    dst->len = dst->cap;
    return TB_OK;
}

enum tb_status tb_hkdf_extract(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret)
{
    int mode = EVP_KDF_HKDF_MODE_EXTRACT_ONLY;
    struct params params = {{OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode)}, 1};
    struct tb_buf key = {dst->data, 0, (size_t)EVP_MD_get_size(md)}; /* its length must be exact */
    add_hash(&params, md);
    add_bytes(&params, OSSL_KDF_PARAM_SALT, salt);
    add_bytes(&params, OSSL_KDF_PARAM_KEY, secret);
    enum tb_status status = derive(&key, OSSL_KDF_NAME_HKDF, &params);
    dst->len = key.len;
    return status;
}

enum tb_status tb_hkdf_expand(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes info)
{
    int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
    struct params params = {{OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode)}, 1};
    add_hash(&params, md);
    add_bytes(&params, OSSL_KDF_PARAM_KEY, secret);
    add_bytes(&params, OSSL_KDF_PARAM_INFO, info);
    return derive(dst, OSSL_KDF_NAME_HKDF, &params);
}

enum tb_status tb_hkdf_expand_label(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                                    struct tb_bytes context)
{
    static const uint8_t prefix[] = {'t', 'l', 's', '1', '3', ' '};
    int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
    struct params params = {{OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode)}, 1};
    add_hash(&params, md);
    add_bytes(&params, OSSL_KDF_PARAM_KEY, secret);
    add_bytes(&params, OSSL_KDF_PARAM_PREFIX, (struct tb_bytes){prefix, sizeof prefix});
    add_bytes(&params, OSSL_KDF_PARAM_LABEL, label);
    add_bytes(&params, OSSL_KDF_PARAM_DATA, context);
    return derive(dst, OSSL_KDF_NAME_TLS1_3_KDF, &params);
}

enum tb_status tb_tls12_prf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                            struct tb_bytes seed)
{
    struct params params = {.num = 0};
    add_hash(&params, md);
    add_bytes(&params, OSSL_KDF_PARAM_SECRET, secret);
    add_bytes(&params, OSSL_KDF_PARAM_SEED, label); /* seeds are concatenated */
    add_bytes(&params, OSSL_KDF_PARAM_SEED, seed);
    return derive(dst, OSSL_KDF_NAME_TLS1_PRF, &params);
}
