/* HKDF as one function. */
#include <openssl/hkdf.h>
int main(void)
{
    return HKDF(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
