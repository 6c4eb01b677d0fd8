/* SSL_OP_NO_ENCRYPT_THEN_MAC. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_OP_NO_ENCRYPT_THEN_MAC == 0;
}
