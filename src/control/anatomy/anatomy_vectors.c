/* anatomy_vectors.c - times of a handshake's primitives with clean vector registers, and with registers that another
 * operation left dirty.
 *
 * A primitive that is measured separately starts with the state that it left itself; within a handshake, with the state
 * that another one left.  On a processor that slows SSE code with dirty registers, a hash after a signature can take
 * several times as long with the same instructions.
 */
#include "control/anatomy/anatomy.h"
#include "control/base/format.h"
#include "control/run/run.h"
#include "control/run/vectors.h"
#include <string.h>

static void list_costly(struct tb_anatomy *anatomy, const char *name, const double values[])
{
    tb_text_printf(&anatomy->costly, "note: %s takes ", name);
    tb_format_number(&anatomy->costly, values[TB_VECTORS_CLEANED] / 1000, 2);
    tb_text_add(&anatomy->costly, " us with clean vector registers at its start, and ");
    tb_format_number(&anatomy->costly, values[TB_VECTORS_SOILED] / 1000, 2);
    tb_text_add(&anatomy->costly, " us with dirty ones\n");
}

static void take(struct tb_anatomy *anatomy, const char *name, const double values[])
{
    for (size_t i = TB_VECTORS_IN_A_ROW; i < TB_VECTORS_NUM; i++)
        anatomy->begun[i] += values[i];
    if (tb_vectors_cost(values) && !strstr(anatomy->costly.data, name))
        list_costly(anatomy, name, values);
}

/* Returns false if this part was not measured. */
static bool ask(struct tb_anatomy *anatomy, struct tb_run *run, const struct tb_case *c)
{
    struct tb_record record;
    struct tb_text name, why;
    tb_text_init(&name, 200);
    tb_text_init(&why, 400);
    tb_record_init(&record);
    tb_case_name(c, &name);
    bool good = tb_vectors_ask(&record, anatomy->cell->variant->client, name.data, &run->places, &run->signals, &why);
    const struct tb_series *series = good ? tb_record_series(&record, name.data) : NULL;
    good = series && series->num == TB_VECTORS_NUM;
    if (good)
        take(anatomy, name.data, series->values);
    tb_record_free(&record);
    tb_text_free(&why);
    tb_text_free(&name);
    return good;
}

bool tb_anatomy_vectors(struct tb_anatomy *anatomy, struct tb_run *run)
{
    struct tb_anatomy_part parts[TB_MOST_PARTS];
    struct tb_text why;
    tb_text_init(&why, 200);
    size_t num = tb_anatomy_parts(parts, &anatomy->planned->c, &why);
    bool good = num > 0;
    for (size_t i = 0; i < num && good && !run->signals.caught; i++)
        good = ask(anatomy, run, &parts[i].c);
    if (!good)
        memset(anatomy->begun, 0, sizeof anatomy->begun); /* without this part there is no meaningful sum */
    tb_text_free(&why);
    return !run->signals.caught;
}
