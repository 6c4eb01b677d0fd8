/* A program that uses the library links; otherwise all other probes are meaningless. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_Init() != WOLFSSL_SUCCESS;
}
