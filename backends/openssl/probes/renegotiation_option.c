/* SSL_OP_NO_RENEGOTIATION. */
#include <openssl/ssl.h>
int main(void)
{
    return (int)SSL_OP_NO_RENEGOTIATION;
}
