/* OPENSSL_cpu_caps: LibreSSL tells which processor features it uses. */
#include <openssl/crypto.h>
int main(void)
{
    return OPENSSL_cpu_caps() == 0;
}
