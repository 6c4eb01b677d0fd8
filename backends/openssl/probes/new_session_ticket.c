/* A server can send more tickets at any time: OpenSSL 3.x. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_new_session_ticket(0);
}
