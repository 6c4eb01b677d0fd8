/* A backend without cryptography that misbehaves on purpose, to test that the harness notices.
 *
 * There is a module per fault: TB_FAULT names this module's fault (fault_operations.c has the table); "none" is the
 * correct one with which every faulty module is compared.  Only this file is compiled for each of them.
 */
#include "fault.h"
#include <stddef.h>

const char fault_instance[] = "fault-" TB_FAULT;

#define IS(kind) (sizeof(TB_FAULT) == sizeof(kind) && __builtin_strcmp(TB_FAULT, kind) == 0)
__attribute__((visibility("default"))) extern const struct tb_backend tb_backend;
const struct tb_backend tb_backend = {
    .abi = IS("abi") ? TB_BACKEND_ABI + 1 : TB_BACKEND_ABI,
    .struct_size = IS("size") ? sizeof(struct tb_backend) + 8 : sizeof(struct tb_backend),
    .name = "fault",
    .one_thread = IS("one-thread") ? "it was built without locks (configure with --enable-locks)" : NULL,
    .open = IS("incomplete") ? NULL : fault_open,
    .close = fault_close,
    .info = fault_info,
    .supports = fault_supports,
    .error_text = fault_error_text,
    .kx = IS("wrong-vector") ? &fault_given_kx_ops : &fault_kx_ops,
    .aead = &fault_aead_ops,
    .key = IS("one-use") ? &fault_one_use_key_ops : NULL,
    .tls = &fault_tls_ops,
    .hash = IS("careless") ? &fault_careless_hash_ops : NULL,
    .trust = IS("careless") ? &fault_careless_trust_ops : NULL,
};
