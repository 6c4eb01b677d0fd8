/* der.h - where one DER value ends and the next begins: enough to take a file of certificates apart, and to find the
 * public key in one. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Bytes of the value that `der` starts with, its identifier and length included (X.690 8.1).  0: there is no whole one,
 * or its identifier or length has a form that certificates do not use. */
size_t tb_der_len(const uint8_t *der, size_t len);

/* Where a certificate's SubjectPublicKeyInfo stands (RFC 5280 4.1), *spki_len bytes of it.  NULL: not in there. */
const uint8_t *tb_der_public_key(const uint8_t *cert, size_t len, size_t *spki_len);
