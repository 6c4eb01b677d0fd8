/* decimal.h - a number as people write it on a command line: digits, and at most one '.' with digits after it. */
#pragma once
#include <stdbool.h>

/* No sign, exponent, blank, hexadecimal or infinity, whatever the locale; at most 15 digits, so that the double is the
 * nearest one.  false: it is something else, and *number is as it was. */
bool tb_decimal(const char *text, double *number);
