/* lib.h - declarations shared by the files of this backend.
 *
 * wolfSSL returns an int for everything; tb_fail_code() turns an error into a status and keeps its text.  Hardware
 * devices are never used: every object is made with INVALID_DEVID.
 */
#pragma once
#include "backends/backend.h"
#include "backends/release.h"
#include "backends/wolfssl/compat.h"
#include <pthread.h>
#include <wolfssl/wolfcrypt/hash.h>
#include <wolfssl/wolfcrypt/random.h>

struct tb_lib {
    struct tb_info info;
    struct tb_release release;
    char says[32], build[512], cpu[128], image[512], missing[512];
    pthread_key_t rng; /* random.c: each thread's WC_RNG */
};

/* Returns `status` and sets the text for error_text.  tb_fail_code adds wolfSSL's own text for `code`. */
enum tb_status tb_fail(enum tb_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));
enum tb_status tb_fail_code(enum tb_status status, int code, const char *what);
/* Returns TB_UNSUPPORTED with the reason "this build of wolfSSL has no X25519 (--enable-curve25519)". */
enum tb_status tb_lacks(const char *what);
size_t tb_wolfssl_error_text(tb_lib *lib, char *dst, size_t cap);

/* The random number generator of the calling thread; NULL with an error text if it could not be seeded.  It is seeded
 * once, as a connection seeds its own once.  Every thread that calls wolfSSL must have requested it, because its
 * destructor also frees wolfSSL's per-thread data. */
WC_RNG *tb_rng(tb_lib *lib);
enum tb_status tb_rng_open(tb_lib *lib);
void tb_rng_close(tb_lib *lib);

/* 4 SHA-256, 5 SHA-384, 6 SHA-512; WC_HASH_TYPE_NONE for any other. */
enum wc_HashType tb_hash_by_id(uint16_t hash);

/* Replaces an absent argument by a valid pointer, because wolfSSL refuses NULL even if nothing is read. */
static inline const byte *tb_data(struct tb_bytes bytes)
{
    static const byte nothing;
    return bytes.data ? bytes.data : &nothing;
}

void tb_describe(tb_lib *lib);
const char *tb_cpu_features(char *dst, size_t cap); /* one of two files */
enum tb_status tb_wolfssl_supports(tb_lib *lib, enum tb_cap cap, uint16_t id);

/* Names the part that this build lacks for key exchange with that group, and the option that adds it; NULL: none. */
const char *tb_lacks_group(uint16_t group);

extern const struct tb_kx_ops tb_wolfssl_kx;
extern const struct tb_key_ops tb_wolfssl_key;
extern const struct tb_aead_ops tb_wolfssl_aead;
extern const struct tb_hash_ops tb_wolfssl_hash;
extern const struct tb_trust_ops tb_wolfssl_trust;
extern const struct tb_tls_ops tb_wolfssl_tls;
