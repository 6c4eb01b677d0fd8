#include "harness/module.h"
#include "core/text.h"
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static enum tb_status bind_table(struct tb_module *module, const char *path, struct tb_text *why)
{
    char file[PATH_MAX]; /* absolute, because dlopen searches for names without a slash */
    if (!realpath(path, file)) {
        tb_text_printf(why, "module %s: %s", path, strerror(errno));
        return TB_ERROR;
    }
    void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    module->backend = handle ? dlsym(handle, TB_BACKEND_SYMBOL) : NULL;
    if (!module->backend) {
        const char *error = dlerror();
        tb_text_printf(why, "not a module: %s", error ? error : "its " TB_BACKEND_SYMBOL " is NULL");
        return TB_ERROR;
    }
    return TB_OK;
}

/* The name of the first missing mandatory entry; NULL: none is missing. */
static const char *missing_entry(const struct tb_backend *backend)
{
    const struct {
        const char *name;
        bool there;
    } entries[] = {
        {"name", backend->name}, {"open", backend->open},         {"close", backend->close},
        {"info", backend->info}, {"supports", backend->supports}, {"error_text", backend->error_text},
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (!entries[i].there)
            return entries[i].name;
    return NULL;
}

static enum tb_status check_table(const struct tb_backend *backend, const char *path, struct tb_text *why)
{
    if (backend->abi != TB_BACKEND_ABI || backend->struct_size != sizeof *backend) {
        tb_text_printf(why,
                       "module %s has interface version %u and a table of %u bytes, this worker has %u and %zu; build "
                       "the module again",
                       path, (unsigned)backend->abi, (unsigned)backend->struct_size, TB_BACKEND_ABI, sizeof *backend);
        return TB_ERROR;
    }
    const char *missing = missing_entry(backend);
    if (missing) {
        tb_text_printf(why, "module %s: its table has no '%s'", path, missing);
        return TB_ERROR;
    }
    return TB_OK;
}

enum tb_status tb_module_load(struct tb_module *module, const char *path, struct tb_text *why)
{
    *module = (struct tb_module){0};
    enum tb_status status = bind_table(module, path, why);
    return status == TB_OK ? check_table(module->backend, path, why) : status;
}

enum tb_status tb_module_open(struct tb_module *module, const char *path, const char *backend_options,
                              struct tb_text *why)
{
    enum tb_status status = tb_module_load(module, path, why);
    return status == TB_OK ? tb_module_start(module, path, backend_options, why) : status;
}

enum tb_status tb_module_start(struct tb_module *module, const char *path, const char *backend_options,
                               struct tb_text *why)
{
    enum tb_status status = module->backend->open(&module->lib, backend_options);
    if (status != TB_OK) {
        char text[256] = "";
        module->backend->error_text(NULL, text, sizeof text);
        tb_text_printf(why, "module %s: the library does not start: %s", path, text);
        return status;
    }
    return TB_OK;
}

void tb_module_close(struct tb_module *module)
{
    if (module->lib)
        module->backend->close(module->lib);
    module->lib = NULL;
}
