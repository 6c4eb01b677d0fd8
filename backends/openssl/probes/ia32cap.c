/* The processor features in force, as the assembly sees them: linkable in BoringSSL's and AWS-LC's static archives on x86. */
#include <openssl/crypto.h>
#include <stdint.h>
extern uint32_t OPENSSL_ia32cap_P[4];
int main(void)
{
    CRYPTO_library_init();
    return OPENSSL_ia32cap_P[0] == 0;
}
