/* module.h - a library under test, loaded.
 *
 * A module is loaded with all symbols bound and local, and checked before any of its functions is called.  It is never
 * unloaded, because libraries leave exit handlers behind.  A process loads one.
 */
#pragma once
#include "backends/backend.h"

struct tb_text;

struct tb_module {
    const struct tb_backend *backend;
    tb_lib *lib;
};

/* `path` names the file, also without a slash.  On failure `why` says what is wrong and nothing needs closing.  Opening
 * is loading the file, and starting the library in it. */
enum tb_status tb_module_load(struct tb_module *module, const char *path, struct tb_text *why);
enum tb_status tb_module_start(struct tb_module *module, const char *path, const char *backend_options,
                               struct tb_text *why);
enum tb_status tb_module_open(struct tb_module *module, const char *path, const char *backend_options,
                              struct tb_text *why);
void tb_module_close(struct tb_module *module);
