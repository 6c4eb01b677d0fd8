/* compat.h - the small differences between libraries that speak the OpenSSL API.
 *
 * The only file with #if.  Each block is one fact, found out by a probe of the same name; larger differences are whole
 * files that backend.cmake chooses between.
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

#if !TB_HAVE_SECURITY_LEVEL /* BoringSSL has no such thing: it has removed what the levels forbid */
#define SSL_CTX_set_security_level(ctx, level) ((void)(ctx), (void)(level))
#endif

#if !TB_HAVE_AUTH_LEVEL /* what a security level asks of certificates */
#define X509_VERIFY_PARAM_set_auth_level(param, level) ((void)(param), (void)(level))
#endif

#if !TB_HAVE_SSL_GET1_PEER_CERTIFICATE /* renamed in OpenSSL 3.0 */
#define SSL_get1_peer_certificate SSL_get_peer_certificate
#endif

#if !TB_HAVE_RENEGOTIATION_OPTION /* LibreSSL before 3.5; BoringSSL refuses renegotiation by itself */
#define SSL_OP_NO_RENEGOTIATION 0
#endif

#if !TB_HAVE_CERTIFICATE_COMPRESSION_OPTIONS /* before OpenSSL 3.2; BoringSSL and AWS-LC compress when told how */
#define SSL_OP_NO_TX_CERTIFICATE_COMPRESSION 0
#define SSL_OP_NO_RX_CERTIFICATE_COMPRESSION 0
#endif

#if !TB_HAVE_ENCRYPT_THEN_MAC_OPTION /* BoringSSL and AWS-LC have no such extension, LibreSSL neither */
#define SSL_OP_NO_ENCRYPT_THEN_MAC 0
#endif

#if !TB_HAVE_MASTER_SECRET_OPTION /* before OpenSSL 3.0; BoringSSL and AWS-LC offer it for TLS 1.2 alone */
#define SSL_OP_NO_EXTENDED_MASTER_SECRET 0
#endif

#if !TB_HAVE_BLOCK_PADDING /* BoringSSL and AWS-LC pad no records */
#define SSL_CTX_set_block_padding(ctx, size) ((void)(ctx), (void)(size), 1)
#endif

#if !TB_HAVE_UNEXPECTED_EOF /* only OpenSSL 3.x has a reason of its own for a stream that ends without close_notify */
#define SSL_R_UNEXPECTED_EOF_WHILE_READING (-1)
#endif

#if !TB_HAVE_TIME_CMP_TIME_T /* AWS-LC, whose X509_cmp_time takes a time in either form, and LibreSSL's does not */
#define ASN1_TIME_cmp_time_t(time, now) X509_cmp_time(time, &(time_t){now})
#endif

#if TB_HAVE_AWSLC_VERSION /* AWS-LC has releases, BoringSSL a number that grows with its API */
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

/* Why something is not there, where the headers tell: OpenSSL's Configure writes down what it was told to leave out. */
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

#ifdef OPENSSL_NO_EC /* leaves X25519 and Ed25519 out as well */
#define TB_LEFT_OUT_EC "no-ec"
#else
#define TB_LEFT_OUT_EC NULL
#endif

#ifdef OPENSSL_NO_ECX /* an option of its own since OpenSSL 3.2 */
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

#if defined OPENSSL_NO_OCSP && !defined OPENSSL_IS_BORINGSSL /* which nobody can configure otherwise */
#define TB_LEFT_OUT_OCSP ", which was configured with no-ocsp"
#else
#define TB_LEFT_OUT_OCSP ""
#endif
