/* Per-thread data: the random number generator of the primitives, and tables of wolfSSL.
 *
 * A WC_RNG has no lock and threads may share a tb_lib, so each thread has its own, as in OpenSSL and BoringSSL.  It is
 * seeded at a thread's first use.  In TLS, by contrast, every connection seeds its own WC_RNG, which is wolfSSL's
 * design and part of the cost of its handshake.
 *
 * Builds with FP_ECC cache multiples of points for each thread, and the program must free them when a thread ends. */
#include "backends/wolfssl/lib.h"
#include <stdlib.h>
#include <wolfssl/wolfcrypt/ecc.h>

static void rng_free(void *rng)
{
    wc_FreeRng(rng);
    free(rng);
}

static void thread_ends(void *rng)
{
    tb_free_point_tables();
    rng_free(rng);
}

enum tb_status tb_rng_open(tb_lib *lib)
{
    if (pthread_key_create(&lib->rng, thread_ends) != 0)
        return tb_fail(TB_ERROR, "no thread-specific data left");
    if (tb_rng(lib))
        return TB_OK;
    pthread_key_delete(lib->rng);
    return TB_ERROR;
}

/* Other threads freed theirs when they ended. */
void tb_rng_close(tb_lib *lib)
{
    void *own = pthread_getspecific(lib->rng);
    if (own)
        rng_free(own);
    pthread_key_delete(lib->rng);
}

static WC_RNG *seed(tb_lib *lib)
{
    WC_RNG *rng = calloc(1, sizeof *rng);
    int code = rng ? wc_InitRng_ex(rng, NULL, INVALID_DEVID) : MEMORY_E;
    if (code != 0) {
        free(rng);
        tb_fail_code(TB_ERROR, code, "seeding the random numbers");
        return NULL;
    }
    if (pthread_setspecific(lib->rng, rng) != 0) {
        rng_free(rng);
        tb_fail(TB_ERROR, "out of memory");
        return NULL;
    }
    return rng;
}

WC_RNG *tb_rng(tb_lib *lib)
{
    WC_RNG *rng = pthread_getspecific(lib->rng);
    return rng ? rng : seed(lib);
}
