/* The same in BoringSSL's C++ namespace, since 2025. */
#include <stdint.h>
uint32_t get_ia32cap(int word) __asm__("_ZN4bssl19OPENSSL_get_ia32capEi");
int main(void)
{
    return get_ia32cap(0) == 0;
}
