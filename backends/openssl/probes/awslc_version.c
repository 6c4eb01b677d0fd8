/* AWS-LC. */
#include <openssl/crypto.h>
int main(void)
{
    return sizeof AWSLC_VERSION_NUMBER_STRING == 0;
}
