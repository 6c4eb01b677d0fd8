/* certificate.h - certificates after a pattern: the same but for the host, the serial number and the signature.
 *
 * RFC 5280 4.1: a certificate is a sequence of what is signed (tbsCertificate), the signature's algorithm, and the
 * signature.  Who signs is the caller's affair.  Lengths are in bytes.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Points into the certificate. */
struct tb_certificate_pattern {
    const uint8_t *tbs, *algorithm;
    size_t tbs_len, algorithm_len;
};

/* False: the DER is not that of a certificate. */
bool tb_certificate_take_apart(struct tb_certificate_pattern *pattern, const uint8_t *der, size_t len);

/* Changes a copy of pattern->tbs: each place that has the host `from`, and the last bytes of the serial number.  `to`
 * has the length of `from`.  False: the host is not in it, or the serial number is too short. */
bool tb_certificate_rename(uint8_t *tbs, size_t len, const char *from, const char *to, uint32_t serial);

/* Writes the whole.  Returns its length, at most that of its parts and TB_CERTIFICATE_AROUND. */
enum { TB_CERTIFICATE_AROUND = 9 };
size_t tb_certificate_put(uint8_t *dst, const struct tb_certificate_pattern *pattern, const uint8_t *tbs,
                          const uint8_t *signature, size_t signature_len);

/* RFC 7468: the certificate as PEM, of tb_certificate_pem_len(len) bytes, without a zero at its end. */
size_t tb_certificate_pem_len(size_t len);
void tb_certificate_put_pem(char *dst, const uint8_t *der, size_t len);
