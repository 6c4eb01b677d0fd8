#include "backends/wolfssl/tls/refusal.h"
#include "backends/wolfssl/lib.h"
#include <wolfssl/error-ssl.h>

enum tb_refusal tb_refusal_of_code(int code)
{
    switch (code) {
    case ASN_BEFORE_DATE_E:
    case ASN_AFTER_DATE_E:
        return TB_REFUSED_EXPIRED;
    case CRL_CERT_REVOKED:
    case OCSP_CERT_REVOKED:
        return TB_REFUSED_REVOKED;
    case ASN_NO_SIGNER_E:
    case ASN_SELF_SIGNED_E:
        return TB_REFUSED_UNKNOWN_ISSUER;
    case DOMAIN_NAME_MISMATCH:
        return TB_REFUSED_NAME;
    case VERSION_ERROR:
        return TB_REFUSED_VERSION;
    case NO_PEER_CERT:
        return TB_REFUSED_NO_CERTIFICATE;
    case OCSP_CERT_UNKNOWN: /* required, but missing */
    case OCSP_LOOKUP_FAIL:
    case OCSP_INVALID_STATUS:
    case BAD_CERTIFICATE_STATUS_ERROR:
        return TB_REFUSED_STAPLE;
    default:
        return TB_REFUSED_OTHER;
    }
}
