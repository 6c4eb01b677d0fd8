/* Signature schemes can be chosen: not in LibreSSL. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_CTX_set1_sigalgs_list(0, "");
}
