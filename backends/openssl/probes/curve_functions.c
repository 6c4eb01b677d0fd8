/* X25519 and the curves as functions: BoringSSL and its kin. */
#include <openssl/bn.h>
#include <openssl/curve25519.h>
#include <openssl/ec.h>
int main(void)
{
    return BN_rand_range_ex(0, 1, EC_GROUP_get0_order(0)) && X25519(0, 0, 0);
}
