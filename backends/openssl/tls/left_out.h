/* left_out.h - why a group, a signature scheme or a suite is missing, as far as the headers tell: the option given to
 * OpenSSL's Configure.  The text is appended to the message that says what is missing. */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { TB_LEFT_OUT_CAP = 64 };

/* ", which was configured with no-ec": the first option that the headers show for any of them; "" if they show none.
 * `dst` has TB_LEFT_OUT_CAP bytes, and is returned. */
const char *tb_left_out_groups(char *dst, const uint16_t *groups, size_t num);
const char *tb_left_out_schemes(char *dst, const uint16_t *schemes, size_t num);
const char *tb_left_out_suites(char *dst, const uint16_t *suites, size_t num);
const char *tb_left_out_der(char *dst, const uint8_t *der, size_t len); /* of the kinds of key that a key or a
                                                                          certificate in DER names */
