/* TLS 1.3 session tickets are in the build, and their number can be set. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CTX_set_num_tickets(NULL, 1) + wolfSSL_send_SessionTicket(NULL);
}
