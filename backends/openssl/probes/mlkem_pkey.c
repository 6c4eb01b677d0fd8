/* ML-KEM-768 as an EVP_PKEY type: AWS-LC. */
#include <openssl/evp.h>
#include <openssl/nid.h>
int main(void)
{
    return EVP_PKEY_CTX_kem_set_params(0, NID_MLKEM768);
}
