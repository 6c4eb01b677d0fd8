/* decimal.h - numbers on the command line: digits, and at most one '.' with digits after it. */
#pragma once
#include <stdbool.h>

/* Accepts no sign, exponent, blank, hexadecimal or infinity, in any locale.  At most 15 digits, so that the double is
 * the nearest one.  On failure *number is unchanged. */
bool tb_decimal(const char *text, double *number);

/* The same, where a '%' may follow: "5" and "5%" are 5. */
bool tb_percentage(const char *text, double *number);
