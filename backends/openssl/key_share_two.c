/* BoringSSL and AWS-LC add a second key share when a list has both classical and post-quantum groups. */
#include "core/algorithms.h"
#include "lib.h"

static bool is_post_quantum(uint16_t group)
{
    return group >= 0x0200; /* RFC 8446 4.2.7 ends its curves at 0x001e and its finite fields at 0x0104 */
}

enum tb_status tb_one_key_share(const struct tb_tls_config *config)
{
    if (config->server || config->max_version == TB_TLS12)
        return TB_OK;
    for (size_t i = 1; i < config->num_groups; i++)
        if (is_post_quantum(config->groups[i]) != is_post_quantum(config->groups[0]))
            return tb_fail(TB_UNSUPPORTED, "this library sends two key shares when it may choose between classical and "
                                           "post-quantum groups");
    return TB_OK;
}
