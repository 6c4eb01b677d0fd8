#include "bench/drivers/reason.h"

const char *tb_refusal_name(enum tb_refusal refusal)
{
    static const char *const names[] = {
        [TB_REFUSED_NOTHING] = "no reason",
        [TB_REFUSED_OTHER] = "another reason",
        [TB_REFUSED_EXPIRED] = "expired",
        [TB_REFUSED_REVOKED] = "revoked",
        [TB_REFUSED_UNKNOWN_ISSUER] = "unknown issuer",
        [TB_REFUSED_NAME] = "wrong name",
        [TB_REFUSED_VERSION] = "no common version",
        [TB_REFUSED_NO_CERTIFICATE] = "no certificate",
        [TB_REFUSED_STAPLE] = "no good staple",
        [TB_REFUSED_UNKNOWN_NAME] = "no certificate for the name",
    };
    return (size_t)refusal < sizeof names / sizeof *names ? names[refusal] : "an unknown reason";
}
