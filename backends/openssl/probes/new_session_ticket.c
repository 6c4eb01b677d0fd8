/* A server sends more tickets when it likes: OpenSSL 3.x. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_new_session_ticket(0);
}
