#include "harness/attest.h"
#include "backends/known_faults.h"

/* Accepts NULL from a backend where it should return "": that is not worth a crash. */
static bool keep(char **field, const char *value)
{
    return tb_record_set(field, value ? value : "");
}

bool tb_attest(struct tb_record *record, const struct tb_module *module)
{
    const struct tb_info *info = module->backend->info(module->lib);
    struct tb_identity *library = &record->library;
    return keep(&library->instance, info->instance) && keep(&library->product, info->product) &&
           keep(&library->version, info->version) && keep(&library->date, info->date) &&
           keep(&library->date_of, info->date_of) && keep(&library->says, info->says) &&
           keep(&library->headers, info->headers) && keep(&library->build, info->build) &&
           keep(&library->cpu, info->cpu) && keep(&library->image, info->image) &&
           keep(&library->tls_image, info->tls_image) && keep(&library->linkage, info->linkage) &&
           keep(&library->missing, info->missing);
}

bool tb_attest_more(struct tb_record *record, const struct tb_module *module)
{
    char faults[TB_FAULTS_CAP];
    tb_faults_describe(faults, sizeof faults, module->backend, module->lib);
    return keep(&record->library.faults, faults) &&
           keep(&record->library.origin, module->backend->info(module->lib)->origin);
}
