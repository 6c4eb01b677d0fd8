#include "backends/alert.h"

enum tb_refusal tb_refusal_of_alert(int alert)
{
    switch (alert) {
    case 44: /* certificate_revoked */
        return TB_REFUSED_REVOKED;
    case 45: /* certificate_expired */
        return TB_REFUSED_EXPIRED;
    case 48: /* unknown_ca */
        return TB_REFUSED_UNKNOWN_ISSUER;
    case 70: /* protocol_version */
        return TB_REFUSED_VERSION;
    case 112: /* unrecognized_name */
        return TB_REFUSED_UNKNOWN_NAME;
    case 113: /* bad_certificate_status_response */
        return TB_REFUSED_STAPLE;
    case 116: /* certificate_required */
        return TB_REFUSED_NO_CERTIFICATE;
    default:
        return TB_REFUSED_OTHER;
    }
}
