#include <openssl/evp.h>
int main(void)
{
    return !EVP_chacha20_poly1305();
}
