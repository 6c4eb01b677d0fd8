/* The check of a certificate's name takes three arguments: before 5.9. */
#include <wolfssl/options.h>

#include <wolfssl/internal.h> /* after options.h: its structures depend on the options */
#include <wolfssl/ssl.h>

int main(void)
{
    DecodedCert cert;
    InitDecodedCert(&cert, NULL, 0, NULL);
    return CheckHostName(&cert, "", 0);
}
