#include "control/show/capacity_table.h"
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/run/capacity.h"
#include "control/verdict/comparison.h"
#include <stdio.h>

enum { LINE_LIMIT = 4000 };

static void add_figure(struct tb_text *line, const struct tb_interval *interval)
{
    tb_format_number(line, interval->median, 0);
    tb_text_add(line, "/s [");
    tb_format_number(line, interval->low, 0);
    tb_text_add(line, ", ");
    tb_format_number(line, interval->high, 0);
    tb_text_add(line, "]");
}

static void print_library(const struct tb_run *run, const struct tb_capacities *capacities,
                          const struct tb_library_capacity *item, bool *client_is_busier)
{
    struct tb_interval interval;
    struct tb_ratio ratio;
    struct tb_text line;
    double client, server, confidence = tb_comparison_confidence(capacities->num > 1 ? capacities->num - 1 : 1);
    tb_text_init(&line, LINE_LIMIT);
    if (tb_capacity_figure(item, run->rounds, &interval))
        add_figure(&line, &interval);
    else
        tb_capacity_absence(item, &line);
    if (tb_capacity_ratio(capacities, item, run->rounds, confidence, &ratio)) {
        tb_text_add(&line, "  ");
        tb_ratio_words(&line, &ratio);
        tb_text_add(&line, " ");
        tb_interval_words(&line, &ratio);
    }
    if (tb_capacity_busy(item, run->rounds, &client, &server)) {
        tb_text_printf(&line, "  client %.0f%%, server %.0f%% busy", 100 * client, 100 * server);
        *client_is_busier = *client_is_busier || client > server;
    }
    printf("  %-24s  %s\n", item->cell->variant->name, line.data);
    tb_text_free(&line);
}

void tb_capacity_print(const struct tb_run *run, const struct tb_capacities *capacities)
{
    bool client_is_busier = false;
    printf("\nCapacity: the highest rate of arrivals with %s\n%s, and other rates\n", capacities->promised.words,
           capacities->planned->name);
    for (size_t i = 0; i < capacities->num; i++)
        print_library(run, capacities, &capacities->items[i], &client_is_busier);
    printf(
        "\nAt this rate half of the samples keep the promise, so plan with less: at most the low end of the interval. "
        "It is the\nmedian of %llu searches, each with samples of its own; [low, high] is its 95%% interval, from "
        "order statistics.  Client and\nserver have one core each.\n",
        (unsigned long long)run->rounds);
    if (client_is_busier)
        printf("note: where the client is busier than the server, the figure is that of the client; name a faster "
               "client for all servers\nwith --pairs, and compare the rows of that client\n");
}
