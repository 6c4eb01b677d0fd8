/* OPENSSL_CPU_INFO: OpenSSL 3.x. */
#include <openssl/crypto.h>
int main(void)
{
    return OpenSSL_version(OPENSSL_CPU_INFO) == 0;
}
