/* der.c - extracts the public key of a certificate. */
#include "core/der.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    size_t spki_len = 0;
    tb_promise(tb_der_len(bytes, len) <= len);
    const uint8_t *spki = tb_der_public_key(bytes, len, &spki_len);
    if (spki)
        tb_promise(spki >= bytes && spki_len > 0 && spki_len <= len && (size_t)(spki - bytes) <= len - spki_len);
    return 0;
}
