/* The library's TLS does not know X25519MLKEM768: what could be put together from its parts would measure nothing it
 * does. */
#include "kx.h"

const struct kx_group *const tb_x25519mlkem768 = NULL;
