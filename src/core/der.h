/* der.h - the lengths of DER values: enough to split a file of certificates, to find the public key in one, and to make
 * one after another (certificate.h). */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Length in bytes of the DER value at `der`, with its identifier and length octets (X.690 8.1).  0: the value is
 * incomplete, or its identifier or length has a form that certificates do not use. */
size_t tb_der_len(const uint8_t *der, size_t len);

/* The SubjectPublicKeyInfo of a certificate (RFC 5280 4.1), *spki_len bytes.  NULL: not found. */
const uint8_t *tb_der_public_key(const uint8_t *cert, size_t len, size_t *spki_len);

/* The contents of a sequence, *len bytes; in: the bytes there are.  NULL: it is none, or not complete. */
const uint8_t *tb_der_content(const uint8_t *der, size_t *len);

/* Writes the identifier and the length of a value with `len` bytes of contents, at most 65535.  Returns the number of
 * bytes, at most TB_DER_HEADER. */
enum { TB_DER_HEADER = 4 };
size_t tb_der_put_header(uint8_t *dst, uint8_t tag, size_t len);
