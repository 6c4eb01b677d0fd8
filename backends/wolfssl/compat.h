/* compat.h - the small differences between builds of wolfSSL.
 *
 * This is the only file with #if.  Each block is one fact, determined by a probe of the same name or, for
 * build_options, from the build's own wolfssl/options.h.  Larger differences are whole files that backend.cmake chooses
 * between.
 *
 * wolfssl/options.h comes first everywhere: the layout of the library's structures depends on it.
 */
#pragma once
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/error-crypt.h>

/* The build options that affect speed and safety. */
#define TB_BUILD_OPTIONS                                                                                               \
    TB_OPTION_AESNI TB_OPTION_SPEEDUP TB_OPTION_SP_ASM TB_OPTION_SP_ECC TB_OPTION_SP_RSA TB_OPTION_SP_MATH             \
        TB_OPTION_FASTMATH TB_OPTION_FP_ECC TB_OPTION_STATIC_RSA TB_OPTION_GETRANDOM TB_OPTION_ECC_TIMING              \
            TB_OPTION_TFM_TIMING TB_OPTION_RSA_BLINDING TB_OPTION_VALIDATE_IMPORT TB_OPTION_NOT_ZERO TB_OPTION_RDRAND  \
                TB_OPTION_OPENSSL_EXTRA

#ifdef WOLFSSL_AESNI
#define TB_OPTION_AESNI  " WOLFSSL_AESNI"
#define TB_MISSING_AESNI NULL
#else
#define TB_OPTION_AESNI  ""
#define TB_MISSING_AESNI "AES-NI (configure with --enable-aesni)"
#endif

#ifdef USE_INTEL_SPEEDUP
#define TB_OPTION_SPEEDUP  " USE_INTEL_SPEEDUP"
#define TB_MISSING_SPEEDUP NULL
#else
#define TB_OPTION_SPEEDUP  ""
#define TB_MISSING_SPEEDUP "assembly for AVX2, ChaCha20-Poly1305, SHA-2 and X25519 (--enable-intelasm)"
#endif

#ifdef WOLFSSL_SP_ASM
#define TB_OPTION_SP_ASM " WOLFSSL_SP_ASM"
#else
#define TB_OPTION_SP_ASM ""
#endif

#ifdef WOLFSSL_HAVE_SP_ECC
#define TB_OPTION_SP_ECC " WOLFSSL_HAVE_SP_ECC"
#else
#define TB_OPTION_SP_ECC ""
#endif

#ifdef WOLFSSL_HAVE_SP_RSA
#define TB_OPTION_SP_RSA " WOLFSSL_HAVE_SP_RSA"
#else
#define TB_OPTION_SP_RSA ""
#endif

#if defined(WOLFSSL_SP_ASM) && defined(WOLFSSL_HAVE_SP_ECC) && defined(WOLFSSL_HAVE_SP_RSA)
#define TB_MISSING_SP NULL
#else
#define TB_MISSING_SP "single-precision RSA and ECC in assembly (--enable-sp --enable-sp-asm)"
#endif

#ifdef WOLFSSL_SP_MATH_ALL
#define TB_OPTION_SP_MATH " WOLFSSL_SP_MATH_ALL"
#else
#define TB_OPTION_SP_MATH ""
#endif

#ifdef USE_FAST_MATH
#define TB_OPTION_FASTMATH " USE_FAST_MATH"
#else
#define TB_OPTION_FASTMATH ""
#endif

#ifdef FP_ECC
#define TB_OPTION_FP_ECC " FP_ECC"
#else
#define TB_OPTION_FP_ECC ""
#endif

#ifdef WOLFSSL_STATIC_RSA
#define TB_OPTION_STATIC_RSA " WOLFSSL_STATIC_RSA"
#else
#define TB_OPTION_STATIC_RSA ""
#endif

#ifdef WOLFSSL_GETRANDOM
#define TB_OPTION_GETRANDOM " WOLFSSL_GETRANDOM"
#else
#define TB_OPTION_GETRANDOM ""
#endif

#ifdef ECC_TIMING_RESISTANT
#define TB_OPTION_ECC_TIMING " ECC_TIMING_RESISTANT"
#else
#define TB_OPTION_ECC_TIMING ""
#endif

#ifdef TFM_TIMING_RESISTANT
#define TB_OPTION_TFM_TIMING " TFM_TIMING_RESISTANT"
#else
#define TB_OPTION_TFM_TIMING ""
#endif

#if defined(WC_RSA_BLINDING) && TB_HAVE_RSA_BLINDS
#define TB_OPTION_RSA_BLINDING " WC_RSA_BLINDING"
#elif defined(WC_RSA_BLINDING)
#define TB_OPTION_RSA_BLINDING " WC_RSA_BLINDING (not used: the RSA-2048 code of this build does not blind)"
#else
#define TB_OPTION_RSA_BLINDING ""
#endif

#ifdef WOLFSSL_VALIDATE_ECC_IMPORT
#define TB_OPTION_VALIDATE_IMPORT " WOLFSSL_VALIDATE_ECC_IMPORT"
#else
#define TB_OPTION_VALIDATE_IMPORT ""
#endif

#ifdef WOLFSSL_ECDHX_SHARED_NOT_ZERO /* RFC 8446 7.4.2: refuses an all-zero X25519 secret */
#define TB_OPTION_NOT_ZERO " WOLFSSL_ECDHX_SHARED_NOT_ZERO"
#else
#define TB_OPTION_NOT_ZERO ""
#endif

#ifdef HAVE_INTEL_RDRAND /* random numbers directly from the processor, without a seeded generator */
#define TB_OPTION_RDRAND " HAVE_INTEL_RDRAND"
#else
#define TB_OPTION_RDRAND ""
#endif

#ifdef OPENSSL_EXTRA
#define TB_OPTION_OPENSSL_EXTRA " OPENSSL_EXTRA"
#else
#define TB_OPTION_OPENSSL_EXTRA ""
#endif

#if defined(WOLFSSL_AESNI) || defined(USE_INTEL_SPEEDUP) || defined(WOLFSSL_ARMASM) || defined(WOLFSSL_SP_ASM)
#define TB_HAS_ASSEMBLY 1
#else
#define TB_HAS_ASSEMBLY 0
#endif

#ifdef SINGLE_THREADED
#define TB_ONE_THREAD "this build of wolfSSL has no locks (build without --enable-singlethreaded)"
#else
#define TB_ONE_THREAD NULL
#endif

/* Names of our own, because headers declare also what a build leaves out. */

#if TB_HAVE_TLS12
#define TB_LACKS_TLS12    NULL
#define tb_tls12_client() wolfTLSv1_2_client_method()
#define tb_tls12_server() wolfTLSv1_2_server_method()
#else
#define TB_LACKS_TLS12    "TLS 1.2 (build without --disable-tlsv12)"
#define tb_tls12_client() ((WOLFSSL_METHOD *)NULL)
#define tb_tls12_server() ((WOLFSSL_METHOD *)NULL)
#endif

#if TB_HAVE_TLS13
#define TB_LACKS_TLS13                  NULL
#define tb_tls13_client()               wolfTLSv1_3_client_method()
#define tb_tls13_server()               wolfTLSv1_3_server_method()
#define tb_set_groups(ctx, groups, num) wolfSSL_CTX_set_groups(ctx, groups, num)
#define tb_no_tickets_of_tls13(ctx)     wolfSSL_CTX_no_ticket_TLSv13(ctx)
#else
#define TB_LACKS_TLS13                  "TLS 1.3 (build without --disable-tls13)"
#define tb_tls13_client()               ((WOLFSSL_METHOD *)NULL)
#define tb_tls13_server()               ((WOLFSSL_METHOD *)NULL)
#define tb_set_groups(ctx, groups, num) ((void)(ctx), (void)(groups), (void)(num), WOLFSSL_FAILURE)
#define tb_no_tickets_of_tls13(ctx)     ((void)(ctx), 0)
#endif

/* TLS 1.3: sets the number of tickets, and sends one more. */
#if TB_HAVE_TLS13_TICKETS
#define tb_set_num_tickets(ctx, num) wolfSSL_CTX_set_num_tickets(ctx, num)
#define tb_send_ticket(ssl)          wolfSSL_send_SessionTicket(ssl)
#else
#define tb_set_num_tickets(ctx, num) ((void)(ctx), (num) == 0 ? WOLFSSL_SUCCESS : WOLFSSL_FAILURE)
#define tb_send_ticket(ssl)          ((void)(ssl), WOLFSSL_FAILURE)
#endif

#if TB_HAVE_SUPPORTED_CURVES
#define TB_LACKS_SUPPORTED_CURVES NULL
#define tb_use_curve(ctx, group)  wolfSSL_CTX_UseSupportedCurve(ctx, group)
#else
#define TB_LACKS_SUPPORTED_CURVES "supported_groups (--enable-supportedcurves)"
#define tb_use_curve(ctx, group)  ((void)(ctx), (void)(group), WOLFSSL_FAILURE)
#endif

/* Minimum key sizes, in bits. */
#if TB_HAVE_RSA
#define tb_set_least_rsa(ctx, bits) wolfSSL_CTX_SetMinRsaKey_Sz(ctx, bits)
#else
#define tb_set_least_rsa(ctx, bits) ((void)(ctx), (void)(bits), WOLFSSL_SUCCESS)
#endif

#if TB_HAVE_ECC
#define tb_set_least_ecc(ctx, bits)  wolfSSL_CTX_SetMinEccKey_Sz(ctx, bits)
#define tb_set_ecdh_size(ctx, bytes) wolfSSL_CTX_SetTmpEC_DHE_Sz(ctx, bytes)
#else
#define tb_set_least_ecc(ctx, bits)  ((void)(ctx), (void)(bits), WOLFSSL_SUCCESS)
#define tb_set_ecdh_size(ctx, bytes) ((void)(ctx), (void)(bytes), WOLFSSL_FAILURE)
#endif

#if TB_HAVE_RSA_BLINDING
#define tb_rsa_set_rng(key, rng) wc_RsaSetRNG(key, rng)
#else
#define tb_rsa_set_rng(key, rng) ((void)(key), (void)(rng), 0)
#endif

#if TB_HAVE_X25519_SET_RNG
#define tb_x25519_set_rng(key, rng) wc_curve25519_set_rng(key, rng)
#else
#define tb_x25519_set_rng(key, rng) ((void)(key), (void)(rng), 0)
#endif

#if TB_HAVE_ECC_SET_RNG
#define tb_ecc_set_rng(key, rng) wc_ecc_set_rng(key, rng)
#else
#define tb_ecc_set_rng(key, rng) ((void)(key), (void)(rng), 0)
#endif

#if TB_HAVE_ENCRYPT_THEN_MAC /* has no effect with AEAD suites, and no others are used */
#define tb_forbid_encrypt_then_mac(ctx) wolfSSL_CTX_AllowEncryptThenMac(ctx, 0)
#else
#define tb_forbid_encrypt_then_mac(ctx) ((void)(ctx), WOLFSSL_SUCCESS)
#endif

#if TB_HAVE_ECH /* a client without configurations sends a random one: GREASE */
#define tb_forbid_ech(ctx) wolfSSL_CTX_SetEchEnable(ctx, 0)
#else
#define tb_forbid_ech(ctx) ((void)(ctx))
#endif

#if TB_HAVE_FP_ECC
#define tb_free_point_tables() wc_ecc_fp_free()
#else
#define tb_free_point_tables() ((void)0)
#endif

/* ML-KEM was called Kyber before 5.8. */
#if TB_HAVE_MLKEM_FIPS203
#include <wolfssl/wolfcrypt/wc_mlkem.h>
#elif TB_HAVE_KYBER_FIPS203
#include <wolfssl/wolfcrypt/wc_kyber.h>
#define MlKemKey                             KyberKey
#define WC_ML_KEM_768                        KYBER768
#define wc_MlKemKey_Init(key, type, heap, d) wc_KyberKey_Init(type, key, heap, d)
#define wc_MlKemKey_Free                     wc_KyberKey_Free
#define wc_MlKemKey_MakeKey                  wc_KyberKey_MakeKey
#define wc_MlKemKey_EncodePublicKey          wc_KyberKey_EncodePublicKey
#define wc_MlKemKey_DecodePublicKey          wc_KyberKey_DecodePublicKey
#define wc_MlKemKey_Encapsulate              wc_KyberKey_Encapsulate
#define wc_MlKemKey_Decapsulate              wc_KyberKey_Decapsulate
#endif
