/* der.h - the length of a DER value: enough to split a file of certificates and to find the public key in one. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Length in bytes of the DER value at `der`, with its identifier and length octets (X.690 8.1).  0: the value is
 * incomplete, or its identifier or length has a form that certificates do not use. */
size_t tb_der_len(const uint8_t *der, size_t len);

/* The SubjectPublicKeyInfo of a certificate (RFC 5280 4.1), *spki_len bytes.  NULL: not found. */
const uint8_t *tb_der_public_key(const uint8_t *cert, size_t len, size_t *spki_len);
