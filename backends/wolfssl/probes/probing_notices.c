/* Must fail: a probe notices that a function is not there. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int wolfSSL_no_such_function(void);

int main(void)
{
    return wolfSSL_no_such_function();
}
