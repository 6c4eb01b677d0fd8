/* Sessions are in the build, and can be taken and offered. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return (int)wolfSSL_CTX_set_session_cache_mode(NULL, WOLFSSL_SESS_CACHE_OFF) + wolfSSL_set_session(NULL, NULL) +
           !wolfSSL_SESSION_dup(wolfSSL_get1_session(NULL));
}
