/* ML-KEM-768 as functions with a rank: LibreSSL since 4.2. */
#include <openssl/mlkem.h>
int main(void)
{
    return MLKEM_private_key_new(MLKEM768_RANK) == 0 || MLKEM_decap(0, 0, 0, 0, 0);
}
