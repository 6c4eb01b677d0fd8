/* group_nid.h - TLS code points (RFC 8446 4.2.7) of the groups that libcrypto identifies by NID. */
#pragma once
#include <stdint.h>

uint16_t tb_group_of_nid(int nid); /* 0 and TB_NEGOTIATED_UNKNOWN as in struct tb_negotiated */
