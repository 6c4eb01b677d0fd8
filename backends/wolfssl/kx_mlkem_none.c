/* A build without ML-KEM, or with the Kyber of round 3, which is something else. */
#include "kx.h"

const struct kx_group *const tb_mlkem768 = NULL;
