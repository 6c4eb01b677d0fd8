/* compat.h - the small differences between libraries with the OpenSSL API.
 *
 * This is the only file with #if.  Each block is one fact, determined by a probe of the same name; larger differences
 * are whole files that backend.cmake chooses between.
 */
#pragma once
#include <openssl/err.h>
#include <openssl/ssl.h>

#ifdef OPENSSL_THREADS
#define TB_ONE_THREAD NULL
#else
#define TB_ONE_THREAD "the library was built without locks (configure it without no-threads)"
#endif

#if !TB_HAVE_ERR_PEEK_LAST_ERROR_ALL /* before OpenSSL 3.0 the function had another name and told no function */
#define ERR_peek_last_error_all(file, line, func, data, flags) ERR_peek_last_error_line_data(file, line, data, flags)
#endif

#if !TB_HAVE_SET1_GROUPS_LIST /* BoringSSL before 2023 */
#define SSL_CTX_set1_groups_list SSL_CTX_set1_curves_list
#endif

#if !TB_HAVE_SECURITY_LEVEL /* BoringSSL has none: it has removed what the levels forbid */
#define SSL_CTX_set_security_level(ctx, level) ((void)(ctx), (void)(level))
#endif

#if !TB_HAVE_AUTH_LEVEL /* the requirements of a security level for certificates */
#define X509_VERIFY_PARAM_set_auth_level(param, level) ((void)(param), (void)(level))
#endif

#if !TB_HAVE_SSL_GET1_PEER_CERTIFICATE /* renamed in OpenSSL 3.0 */
#define SSL_get1_peer_certificate SSL_get_peer_certificate
#endif

#if !TB_HAVE_RENEGOTIATION_OPTION /* LibreSSL before 3.5; BoringSSL refuses renegotiation by itself */
#define SSL_OP_NO_RENEGOTIATION 0
#endif

#if !TB_HAVE_CERTIFICATE_COMPRESSION_OPTIONS /* before OpenSSL 3.2; BoringSSL and AWS-LC compress only with a          \
                                              * configured algorithm */
#define SSL_OP_NO_TX_CERTIFICATE_COMPRESSION 0
#define SSL_OP_NO_RX_CERTIFICATE_COMPRESSION 0
#endif

#if !TB_HAVE_ENCRYPT_THEN_MAC_OPTION /* BoringSSL, AWS-LC and LibreSSL do not have this extension */
#define SSL_OP_NO_ENCRYPT_THEN_MAC 0
#endif

#if !TB_HAVE_MASTER_SECRET_OPTION /* before OpenSSL 3.0; BoringSSL and AWS-LC offer it only for TLS 1.2 */
#define SSL_OP_NO_EXTENDED_MASTER_SECRET 0
#endif

#if !TB_HAVE_BLOCK_PADDING /* BoringSSL and AWS-LC do not pad records */
#define SSL_CTX_set_block_padding(ctx, size) ((void)(ctx), (void)(size), 1)
#endif

#if !TB_HAVE_UNEXPECTED_EOF /* only OpenSSL 3.x has a separate reason for a stream that ends without close_notify */
#define SSL_R_UNEXPECTED_EOF_WHILE_READING (-1)
#endif

#if !TB_HAVE_TIME_CMP_TIME_T /* AWS-LC's X509_cmp_time takes both forms of a time; LibreSSL's does not */
#define ASN1_TIME_cmp_time_t(time, now) X509_cmp_time(time, &(time_t){now})
#endif

#if TB_HAVE_AWSLC_VERSION /* AWS-LC has releases; BoringSSL has a number that grows with its API */
#define TB_HEADERS_VERSION AWSLC_VERSION_NAME " " AWSLC_VERSION_NUMBER_STRING
#elif defined(BORINGSSL_API_VERSION)
#define TB_STRING_OF(x)    #x
#define TB_STRING(x)       TB_STRING_OF(x)
#define TB_HEADERS_VERSION "BoringSSL API " TB_STRING(BORINGSSL_API_VERSION)
#endif

#if !TB_HAVE_CHACHA20_POLY1305 /* OpenSSL configured with no-chacha or no-poly1305 */
#define EVP_chacha20_poly1305() NULL
#endif

#if !TB_HAVE_ENCODED_PUBLIC_KEY /* renamed in OpenSSL 3.0 */
#define EVP_PKEY_get1_encoded_public_key EVP_PKEY_get1_tls_encodedpoint
#define EVP_PKEY_set1_encoded_public_key EVP_PKEY_set1_tls_encodedpoint
#endif

/* Why something is missing, if the headers tell: OpenSSL's Configure records what it was told to leave out. */
#ifdef OPENSSL_NO_TLS1_2
#define TB_LEFT_OUT_TLS12 ", which was configured with no-tls1_2"
#else
#define TB_LEFT_OUT_TLS12 ""
#endif

#ifdef OPENSSL_NO_TLS1_3
#define TB_LEFT_OUT_TLS13 ", which was configured with no-tls1_3"
#else
#define TB_LEFT_OUT_TLS13 ""
#endif

#ifdef OPENSSL_NO_EC /* also leaves out X25519 and Ed25519 */
#define TB_LEFT_OUT_EC "no-ec"
#else
#define TB_LEFT_OUT_EC NULL
#endif

#ifdef OPENSSL_NO_ECX /* a separate option since OpenSSL 3.2 */
#define TB_LEFT_OUT_ECX "no-ecx"
#else
#define TB_LEFT_OUT_ECX NULL
#endif

#ifdef OPENSSL_NO_ML_KEM
#define TB_LEFT_OUT_ML_KEM "no-ml-kem"
#else
#define TB_LEFT_OUT_ML_KEM NULL
#endif

#ifdef OPENSSL_NO_CHACHA
#define TB_LEFT_OUT_CHACHA "no-chacha"
#else
#define TB_LEFT_OUT_CHACHA NULL
#endif

#ifdef OPENSSL_NO_POLY1305
#define TB_LEFT_OUT_POLY1305 "no-poly1305"
#else
#define TB_LEFT_OUT_POLY1305 NULL
#endif

#if defined OPENSSL_NO_OCSP && !defined OPENSSL_IS_BORINGSSL /* BoringSSL always defines it */
#define TB_LEFT_OUT_OCSP ", which was configured with no-ocsp"
#else
#define TB_LEFT_OUT_OCSP ""
#endif
