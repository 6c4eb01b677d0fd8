/* SSL_CTX_set1_groups_list, SSL_CTX_set1_curves_list before. */
#include <openssl/ssl.h>
int main(void)
{
    return (int)SSL_CTX_set1_groups_list(0, "");
}
