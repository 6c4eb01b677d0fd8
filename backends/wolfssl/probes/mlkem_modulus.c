/* Run.  Decoding an encapsulation key refuses one with coefficients that are not below q (FIPS 203 7.2). */
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/wc_mlkem.h>

int main(void)
{
    static unsigned char encapsulation_key[1184];
    memset(encapsulation_key, 0xff, 3);
    MlKemKey key;
    if (wc_MlKemKey_Init(&key, WC_ML_KEM_768, NULL, INVALID_DEVID) != 0)
        return 2;
    int code = wc_MlKemKey_DecodePublicKey(&key, encapsulation_key, sizeof encapsulation_key);
    wc_MlKemKey_Free(&key);
    return code == 0;
}
