#include "control/store/identities.h"

/* *dst stays if the text is missing. */
static bool take(char **dst, const json_t *library, const char *key)
{
    const char *text = json_string_value(json_object_get(library, key));
    return !text || tb_record_set(dst, text);
}

static bool load(struct tb_identity *identity, const json_t *library)
{
    if (!take(&identity->faults, library, "faults"))
        return false;
    return *identity->version ||
           (take(&identity->version, library, "version") && take(&identity->date, library, "date") &&
            take(&identity->date_of, library, "date_of"));
}

bool tb_identities_load(struct tb_libraries *libraries, const json_t *facts)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        const char *name = json_string_value(json_object_get(library, "name"));
        struct tb_library *loaded = name ? tb_libraries_get(libraries, name, NULL) : NULL;
        if (loaded && !load(&loaded->attested.library, library))
            return false;
    }
    return true;
}
