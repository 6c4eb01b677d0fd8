#include "control/store/row.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/csv.h"
#include "core/text.h"
#include "core/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tb_row_begin(struct tb_row *row, const struct tb_column *columns, size_t num)
{
    *row = (struct tb_row){.columns = columns, .num = num};
    if (num > TB_MOST_COLUMNS)
        abort();
    tb_row_count(row, "schema", TB_CSV_SCHEMA);
}

static struct tb_field *field(struct tb_row *row, const char *column)
{
    for (size_t i = 0; i < row->num; i++)
        if (strcmp(row->columns[i].name, column) == 0)
            return &row->fields[i];
    fprintf(stderr, "tlsbench: there is no column '%s'\n", column);
    abort();
}

void tb_row_text(struct tb_row *row, const char *column, const char *text)
{
    *field(row, column) = (struct tb_field){.kind = TB_FIELD_TEXT, .text = text};
}

void tb_row_number(struct tb_row *row, const char *column, double number)
{
    *field(row, column) = (struct tb_field){.kind = TB_FIELD_NUMBER, .number = number};
}

void tb_row_count(struct tb_row *row, const char *column, uint64_t count)
{
    *field(row, column) = (struct tb_field){.kind = TB_FIELD_COUNT, .count = count};
}

/* "3.5.1", or of two different libraries "3.5.1+5.7.2". */
static void of_both(char *dst, size_t cap, const char *client, const char *server, bool one)
{
    snprintf(dst, cap, "%s%s%s", client, one ? "" : "+", one ? "" : server);
}

void tb_row_planned(struct tb_row *row, const struct tb_planned *planned)
{
    tb_row_text(row, "case", planned->name);
    tb_row_text(row, "driver", planned->c.driver->name);
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        tb_row_text(row, tb_param_name(param), planned->c.value[param]);
    if (!*planned->c.value[TB_PARAM_TRANSPORT])
        tb_row_text(row, "transport", "local");
}

void tb_row_case(struct tb_row *row, struct tb_row_names *names, const struct tb_planned *planned,
                 const struct tb_variant *variant)
{
    const struct tb_identity *client = &variant->client->attested.library, *server = &variant->server->attested.library;
    bool one = variant->client == variant->server;
    of_both(names->version, sizeof names->version, client->version, server->version, one);
    of_both(names->date, sizeof names->date, client->date, server->date, one);
    of_both(names->date_of, sizeof names->date_of, client->date_of, server->date_of, one);
    of_both(names->linkage, sizeof names->linkage, client->linkage, server->linkage, one);
    tb_row_planned(row, planned);
    tb_row_text(row, "library", variant->name);
    tb_row_text(row, "version", names->version);
    tb_row_text(row, "date", names->date);
    tb_row_text(row, "date_of", names->date_of);
    tb_row_text(row, "linkage", names->linkage);
    tb_row_text(row, "client", variant->client->name);
    tb_row_text(row, "server", variant->server->name);
}

void tb_row_cpu(struct tb_row *row, struct tb_row_names *names, const struct tb_planned *planned,
                const struct tb_variant *variant)
{
    const struct tb_library *client = variant->client, *server = variant->server;
    bool counted = planned->primary->counted && client->counted_cpu;
    of_both(names->cpu, sizeof names->cpu, counted ? client->counted_cpu : client->attested.library.cpu,
            server->attested.library.cpu, client == server);
    tb_row_text(row, "cpu_features", names->cpu);
}

void tb_row_metric(struct tb_row *row, const struct tb_metric_info *metric)
{
    tb_row_text(row, "metric", metric->name);
    tb_row_text(row, "unit", metric->unit);
}

void tb_row_status(struct tb_row *row, enum tb_sample_status status, const char *reason)
{
    tb_row_text(row, "status", tb_sample_status_name(status));
    tb_row_text(row, "reason", reason);
}

/* A spreadsheet and a terminal show what a library, or an imported file, had to say. */
static void write_text(struct tb_text *csv, const char *text)
{
    struct tb_text clean;
    tb_text_init(&clean, csv->limit);
    tb_clean_text(&clean, text);
    tb_csv_text(csv, clean.data);
    csv->truncated |= clean.truncated;
    tb_text_free(&clean);
}

void tb_row_write_some(const struct tb_row *row, size_t first, size_t end, struct tb_text *csv)
{
    for (size_t i = first; i < end; i++) {
        const struct tb_field *f = &row->fields[i];
        if (f->kind == TB_FIELD_NUMBER)
            tb_csv_number(csv, f->number);
        else if (f->kind == TB_FIELD_COUNT)
            tb_csv_count(csv, f->count);
        else
            write_text(csv, f->kind == TB_FIELD_TEXT ? f->text : "");
    }
}

void tb_row_write(const struct tb_row *row, struct tb_text *csv)
{
    tb_row_write_some(row, 0, row->num, csv);
    tb_csv_end(csv);
}

void tb_row_header(const struct tb_column *columns, size_t num, struct tb_text *csv)
{
    for (size_t i = 0; i < num; i++)
        tb_csv_text(csv, columns[i].name);
    tb_csv_end(csv);
}
