/* module.h - loads a library under test.
 *
 * A module is loaded with all symbols bound and local, and checked before any of its functions is called.  It is never
 * unloaded, because libraries leave exit handlers behind.  A process loads only one.
 */
#pragma once
#include "backends/backend.h"

struct tb_text;

struct tb_module {
    const struct tb_backend *backend;
    tb_lib *lib;
};

/* `path` is a file, even without a slash.  tb_module_load loads the file, tb_module_start starts the library in it,
 * tb_module_open does both.  On failure `why` has the reason, and nothing needs closing. */
enum tb_status tb_module_load(struct tb_module *module, const char *path, struct tb_text *why);
enum tb_status tb_module_start(struct tb_module *module, const char *path, const char *backend_options,
                               struct tb_text *why);
enum tb_status tb_module_open(struct tb_module *module, const char *path, const char *backend_options,
                              struct tb_text *why);
void tb_module_close(struct tb_module *module);
