/* Compares a time in either form with Unix seconds: OpenSSL since 1.1.1, LibreSSL. */
#include <openssl/asn1.h>
int main(void)
{
    return ASN1_TIME_cmp_time_t(0, 0);
}
