/* HKDF as functions. */
#include <openssl/hkdf.h>
int main(void)
{
    return HKDF_extract(0, 0, 0, 0, 0, 0, 0) + HKDF_expand(0, 0, 0, 0, 0, 0, 0);
}
