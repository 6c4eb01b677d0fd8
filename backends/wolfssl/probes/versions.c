/* Run before all other probes.  Prints the versions of the headers and of the code, one per line.  A third line names a
 * structure that has another size in the code: it depends on options.h, and the version does not tell the options. */
#include <wolfssl/options.h>

#include <stdio.h>
#include <string.h>
#include <wolfssl/ssl.h>
#include <wolfssl/version.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/rsa.h>

#if defined(NO_WOLFSSL_SERVER) || defined(NO_WOLFSSL_CLIENT) || defined(WOLFCRYPT_ONLY)
#error "a client and a server of TLS (build without --enable-leantls, --enable-cryptonly and the like)"
#endif

enum { ROOM = 65536, FILL = 0x5a };

static union {
    unsigned char bytes[ROOM];
    long double aligned;
} object;

/* The functions that initialise a key clear the whole of it first. */
static void compare_sizes(const char *name, size_t in_headers)
{
    size_t in_code = ROOM;
    while (in_code > 0 && object.bytes[in_code - 1] == FILL)
        in_code--;
    if (in_code != in_headers)
        printf("%s has %zu bytes in the headers and %zu in the code\n", name, in_headers, in_code);
}

static void compare_keys(void)
{
#if !defined(NO_RSA) && !defined(HAVE_FIPS)
    memset(object.bytes, FILL, ROOM);
    if (wc_InitRsaKey((RsaKey *)object.bytes, NULL) == 0)
        compare_sizes("RsaKey", sizeof(RsaKey));
#endif
#if defined(HAVE_ECC) && !defined(HAVE_FIPS)
    memset(object.bytes, FILL, ROOM);
    if (wc_ecc_init((ecc_key *)object.bytes) == 0)
        compare_sizes("ecc_key", sizeof(ecc_key));
#endif
}

int main(void)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfSSLv23_client_method()); /* so that most of the library is linked */
    printf("wolfSSL %s\nwolfSSL %s\n", LIBWOLFSSL_VERSION_STRING, wolfSSL_lib_version());
    wolfSSL_CTX_free(ctx);
    compare_keys();
    return 0;
}
