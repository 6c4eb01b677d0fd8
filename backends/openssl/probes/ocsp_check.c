/* OCSP responses can be checked: not in BoringSSL. */
#include <openssl/ocsp.h>
int main(void)
{
    return OCSP_basic_verify(0, 0, 0, 0);
}
