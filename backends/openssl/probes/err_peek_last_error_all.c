/* The name since OpenSSL 3.0. */
#include <openssl/err.h>
int main(void)
{
    return (int)ERR_peek_last_error_all(0, 0, 0, 0, 0);
}
