/* Functions for scalars and affine coordinates in BoringSSL and its forks. */
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/nid.h>
int main(void)
{
    return BN_rand_range_ex(0, 1, EC_GROUP_get0_order(0)) && BN_bn2bin_padded(0, 0, 0);
}
