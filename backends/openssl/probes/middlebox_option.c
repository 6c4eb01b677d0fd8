/* SSL_OP_ENABLE_MIDDLEBOX_COMPAT. */
#include <openssl/ssl.h>
int main(void)
{
    return (int)SSL_OP_ENABLE_MIDDLEBOX_COMPAT;
}
