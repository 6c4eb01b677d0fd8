/* All of these are in the build, as in most builds; then they need not be probed one by one. */
#define main has_tls12
#include "tls12.c"
#undef main
#define main has_tls13
#include "tls13.c"
#undef main
#define main has_tickets
#include "tickets.c"
#undef main
#define main has_tls13_tickets
#include "tls13_tickets.c"
#undef main
#define main has_supported_curves
#include "supported_curves.c"
#undef main
#define main has_sni
#include "sni.c"
#undef main
#define main has_sessions
#include "sessions.c"
#undef main
#define main has_x25519
#include "x25519.c"
#undef main
#define main has_ecc
#include "ecc.c"
#undef main
#define main has_ed25519
#include "ed25519.c"
#undef main
#define main has_rsa
#include "rsa.c"
#undef main
#define main has_aes_gcm
#include "aes_gcm.c"
#undef main
#define main has_chacha20_poly1305
#include "chacha20_poly1305.c"
#undef main
#define main has_hkdf
#include "hkdf.c"
#undef main
#define main has_prf
#include "prf.c"
#undef main

int main(void)
{
    return has_tls12() + has_tls13() + has_tickets() + has_tls13_tickets() + has_supported_curves() + has_sni() +
           has_sessions() + has_x25519() + has_ecc() + has_ed25519() + has_rsa() + has_aes_gcm() +
           has_chacha20_poly1305() + has_hkdf() + has_prf();
}
