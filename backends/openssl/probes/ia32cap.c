/* The processor features in use, as the assembly reads them: linkable in the static archives of OpenSSL 1.1.1,
 * BoringSSL until 2025 and AWS-LC on x86.  LibreSSL's variable of that name has another type, and is not used. */
#include <openssl/crypto.h>
#include <stdint.h>
extern uint32_t OPENSSL_ia32cap_P[4];
int main(void)
{
    return OPENSSL_init_crypto(0, 0) && OPENSSL_ia32cap_P[0] == 0;
}
