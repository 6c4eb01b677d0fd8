/* Must fail: probes detect that a function does not exist. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int wolfSSL_no_such_function(void);

int main(void)
{
    return wolfSSL_no_such_function();
}
