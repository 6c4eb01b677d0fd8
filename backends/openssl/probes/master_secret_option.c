/* SSL_OP_NO_EXTENDED_MASTER_SECRET. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_OP_NO_EXTENDED_MASTER_SECRET == 0;
}
