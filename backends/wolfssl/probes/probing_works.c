/* A program that uses the library links; otherwise no other probe means anything. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_Init() != WOLFSSL_SUCCESS;
}
