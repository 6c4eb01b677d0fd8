/* SSL_CTX_set1_groups_list; formerly SSL_CTX_set1_curves_list. */
#include <openssl/ssl.h>
int main(void)
{
    return (int)SSL_CTX_set1_groups_list(0, "");
}
