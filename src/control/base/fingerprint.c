#include "control/base/fingerprint.h"
#include "control/base/conditions.h"
#include "core/text.h"
#include <jansson.h>
#include <string.h>

enum { FINGERPRINT_LIMIT = 8000 };

/* Of what an older tlsbench did not write down, and not every machine tells. */
static void add_known(const json_t *facts, const char *name, struct tb_text *text)
{
    const char *word = json_string_value(json_object_get(facts, name));
    if (word && *word && strcmp(word, "unknown") != 0)
        tb_text_printf(text, "; %s %s", name, word);
}

void tb_host_fingerprint(const struct json_t *host, const struct json_t *conditions, struct tb_text *text)
{
    static const char *const names[] = {"cpu", "cores", "kernel", "hypervisor", "compiler"};
    static const char *const states[] = {"smt", "turbo", "transparent_hugepages", "address_randomization"};
    struct tb_text unusual;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *fact = json_object_get(host, names[i]);
        const char *word = json_string_value(fact);
        tb_text_printf(text, "%s%s ", i ? "; " : "", names[i]);
        if (json_is_integer(fact))
            tb_text_printf(text, "%lld", (long long)json_integer_value(fact));
        else
            tb_text_add(text, word ? word : "unknown");
    }
    add_known(host, "microcode", text);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        add_known(conditions, states[i], text);
    tb_text_init(&unusual, FINGERPRINT_LIMIT);
    tb_conditions_name(conditions, &unusual);
    if (unusual.len)
        tb_text_printf(text, "; %s", unusual.data);
    tb_text_free(&unusual);
}
