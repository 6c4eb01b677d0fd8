/* Session tickets are in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CTX_NoTicketTLSv12(NULL) + wolfSSL_CTX_UseSessionTicket(NULL) +
           wolfSSL_get_SessionTicket(NULL, NULL, NULL) + wolfSSL_CTX_set_TicketEncCb(NULL, NULL);
}
