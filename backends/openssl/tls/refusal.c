#include "backends/openssl/tls/refusal.h"
#include "backends/alert.h"
#include <openssl/x509_vfy.h>

enum tb_refusal tb_refusal_of_certificate(long verify_result)
{
    switch (verify_result) {
    case X509_V_OK:
        return TB_REFUSED_NOTHING;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return TB_REFUSED_EXPIRED;
    case X509_V_ERR_CERT_REVOKED:
        return TB_REFUSED_REVOKED;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return TB_REFUSED_UNKNOWN_ISSUER;
    case X509_V_ERR_HOSTNAME_MISMATCH:
        return TB_REFUSED_NAME;
    default:
        return TB_REFUSED_OTHER;
    }
}

enum tb_refusal tb_refusal_of_error(unsigned long code)
{
    int reason = ERR_GET_REASON(code);
    if (ERR_GET_LIB(code) != ERR_LIB_SSL)
        return TB_REFUSED_OTHER;
    if (reason >= SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256)
        return tb_refusal_of_alert(reason - SSL_AD_REASON_OFFSET);
    switch (reason) {
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_SSL_VERSION:
    case SSL_R_WRONG_VERSION_NUMBER:
        return TB_REFUSED_VERSION;
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return TB_REFUSED_NO_CERTIFICATE;
    default:
        return TB_REFUSED_OTHER;
    }
}
