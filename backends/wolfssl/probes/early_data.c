/* 0-RTT data is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_get_early_data_status((WOLFSSL *)0) == WOLFSSL_EARLY_DATA_ACCEPTED;
}
