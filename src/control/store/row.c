#include "control/store/row.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/text.h"
#include "core/utf8.h"
#include <stdio.h>

/* "3.5.1", or for two different libraries "3.5.1+5.7.2". */
static void of_both(char *dst, size_t cap, const char *client, const char *server, bool one)
{
    snprintf(dst, cap, "%s%s%s", client, one ? "" : "+", one ? "" : server);
}

void tb_fields_planned(struct tb_field *name, struct tb_field *driver, struct tb_field params[TB_NUM_PARAMS],
                       const struct tb_planned *planned)
{
    *name = tb_field_text(planned->name);
    *driver = tb_field_text(planned->c.driver->name);
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        params[param] = tb_field_text(planned->c.value[param]);
    if (!*planned->c.value[TB_PARAM_TRANSPORT])
        params[TB_PARAM_TRANSPORT] = tb_field_text("local");
}

void tb_fields_who(struct tb_who_fields *who, struct tb_row_names *names, const struct tb_planned *planned,
                   const struct tb_variant *variant)
{
    const struct tb_identity *client = &variant->client->attested.library, *server = &variant->server->attested.library;
    bool one = variant->client == variant->server;
    of_both(names->version, sizeof names->version, client->version, server->version, one);
    of_both(names->date, sizeof names->date, client->date, server->date, one);
    of_both(names->date_of, sizeof names->date_of, client->date_of, server->date_of, one);
    of_both(names->linkage, sizeof names->linkage, client->linkage, server->linkage, one);
    tb_row_planned(who, planned);
    tb_row_text(who, library, variant->name);
    tb_row_text(who, version, names->version);
    tb_row_text(who, date, names->date);
    tb_row_text(who, date_of, names->date_of);
    tb_row_text(who, client, variant->client->name);
    tb_row_text(who, server, variant->server->name);
}

const char *tb_row_cpu(struct tb_row_names *names, const struct tb_planned *planned, const struct tb_variant *variant)
{
    const struct tb_library *client = variant->client, *server = variant->server;
    bool counted = planned->primary->counted && client->counted_cpu;
    of_both(names->cpu, sizeof names->cpu, counted ? client->counted_cpu : client->attested.library.cpu,
            server->attested.library.cpu, client == server);
    return names->cpu;
}

/* Sanitizes text from libraries and imported files, which spreadsheets and terminals will show. */
static void write_text(struct tb_text *csv, const char *text)
{
    struct tb_text clean;
    tb_text_init(&clean, csv->limit);
    tb_clean_text(&clean, text);
    tb_csv_text(csv, clean.data);
    csv->truncated |= clean.truncated;
    tb_text_free(&clean);
}

void tb_fields_write(const struct tb_field *fields, size_t num, struct tb_text *csv)
{
    for (const struct tb_field *f = fields; f < fields + num; f++) {
        if (f->kind == TB_FIELD_NUMBER)
            tb_csv_number(csv, f->number);
        else if (f->kind == TB_FIELD_COUNT)
            tb_csv_count(csv, f->count);
        else
            write_text(csv, f->kind == TB_FIELD_TEXT ? f->text : "");
    }
}

void tb_row_header(const struct tb_column *columns, size_t num, struct tb_text *csv)
{
    for (size_t i = 0; i < num; i++)
        tb_csv_text(csv, columns[i].name);
    tb_csv_end(csv);
}
