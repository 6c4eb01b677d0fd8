#include "control/show/capacity_table.h"
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/run/capacity.h"
#include "control/store/capacity_found.h"
#include "control/verdict/comparison.h"
#include "core/ratio.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_LIMIT = 4000 };

/* "?": not known. */
static void add_end(struct tb_text *line, double end)
{
    if (end > 0 && isfinite(end))
        tb_format_number(line, end, 0);
    else
        tb_text_add(line, "?");
}

static void add_figure(struct tb_text *line, const struct tb_capacity_found *item)
{
    const struct tb_interval *interval = &item->interval;
    tb_format_number(line, interval->median, 0);
    if (item->searches == 1) {
        tb_text_add(line, "/s [one search]");
        return;
    }
    tb_text_add(line, "/s [");
    add_end(line, interval->low);
    tb_text_add(line, ", ");
    add_end(line, interval->high);
    tb_text_add(line, "]");
}

enum { NAME_WIDTH = 24 };

static int width_of_names(const struct tb_capacities_found *found)
{
    size_t width = NAME_WIDTH;
    for (size_t i = 0; i < found->num; i++)
        if (strlen(found->items[i].library) > width)
            width = strlen(found->items[i].library);
    return (int)width;
}

static void show_library(FILE *out, const struct tb_capacity_found *item, int width)
{
    struct tb_text line;
    tb_text_init(&line, LINE_LIMIT);
    if (item->found)
        add_figure(&line, item);
    else
        tb_text_add(&line, item->reason);
    if (item->compared) {
        tb_text_add(&line, "  ");
        tb_ratio_words(&line, &item->ratio);
        tb_text_add(&line, " ");
        tb_open_interval_words(&line, &item->ratio);
    }
    if (!isnan(item->client_busy) && !isnan(item->server_busy))
        tb_text_printf(&line, "  client %.0f%%, server %.0f%% busy", 100 * item->client_busy, 100 * item->server_busy);
    if (item->found && *item->reason)
        tb_text_printf(&line, "  (%s)", item->reason);
    fprintf(out, "  %-*s  %s\n", width, item->library, line.data);
    tb_text_free(&line);
}

static bool has_two_libraries(const struct tb_capacities_found *found)
{
    for (size_t i = 0; i < found->num; i++)
        if (strchr(found->items[i].library, '+'))
            return true;
    return false;
}

/* What is said of the figures of all libraries. */
struct seen {
    size_t fewest, most; /* searches of a figure that has an interval; most 0: no library has one */
    double coverage;     /* the lowest */
    bool single;         /* a figure is what one search found */
    bool client_is_busier;
};

static struct seen look(const struct tb_capacities_found *found)
{
    struct seen seen = {.coverage = 1};
    for (size_t i = 0; i < found->num; i++) {
        const struct tb_capacity_found *item = &found->items[i];
        size_t searches = item->searches;
        seen.client_is_busier = seen.client_is_busier || item->client_busy > item->server_busy;
        seen.single = seen.single || (item->found && searches == 1);
        if (!item->found || searches == 1)
            continue;
        seen.fewest = seen.most == 0 || searches < seen.fewest ? searches : seen.fewest;
        seen.most = searches > seen.most ? searches : seen.most;
        seen.coverage = fmin(seen.coverage, item->interval.coverage);
    }
    return seen;
}

static void explain_figures(FILE *out, const struct seen *seen)
{
    size_t needed = tb_ratio_fewest_rounds(0.95, true);
    fprintf(out, "At this rate half of the samples keep the promise, so plan with less");
    if (seen->most == 0) {
        fprintf(out, ".  It is what one search found, which has no\ninterval: use --rounds %zu or more.\n", needed);
        return;
    }
    fprintf(out, ": at most the low end of the interval. It is the\nmedian of ");
    if (seen->fewest < seen->most)
        fprintf(out, "%zu to ", seen->fewest);
    fprintf(out, "%zu searches, each with samples of its own; [low, high] is its %s%.3g%% interval, from order ",
            seen->most, seen->fewest < seen->most ? "at least " : "", 100 * seen->coverage);
    fprintf(out, "statistics.\n");
    if (seen->coverage < 0.95)
        fprintf(out, "So few searches do not give 95%%: use --rounds %zu or more.\n", needed);
}

/* Its certificates are nothing to a request on a kept connection. */
static void note_client(FILE *out, const struct tb_capacities_found *found)
{
    bool handshakes = strncmp(found->case_name, "handshake/", strlen("handshake/")) == 0;
    fprintf(out, "note: where the client is busier than the server, the figure is that of the client");
    if (!found->one_client)
        fprintf(out, "; name the fastest library as the\nclient of all servers with --client");
    if (handshakes)
        fprintf(out, "%schoose a case in which the server has more to do (auth rsa-2048)",
                found->one_client ? ";\n" : ", or ");
    fprintf(out, "\n");
}

void tb_capacity_legend(FILE *out, const struct tb_capacities_found *found)
{
    const struct seen seen = look(found);
    if (seen.most > 0 || seen.single)
        explain_figures(out, &seen);
    if (has_two_libraries(found))
        fprintf(out, "A+B: client A, server B.\n");
    fprintf(out, "Client and server have one core each%s.\n",
            found->threads > 1 ? " for each of their threads, as far as there are enough" : "");
    if (seen.client_is_busier)
        note_client(out, found);
}

void tb_capacity_show(FILE *out, const struct tb_capacities_found *found)
{
    fprintf(out, "\nCapacity: the highest rate of arrivals with %s\n%s: the search begins at the rate in this name\n",
            found->promise, found->case_name);
    for (size_t i = 0; i < found->num; i++)
        show_library(out, &found->items[i], width_of_names(found));
    fputs("\n", out);
    tb_capacity_legend(out, found);
}

/* ---- Of a search that has just ended ---- */

static bool take_library(struct tb_capacities_found *found, const struct tb_capacities *capacities,
                         const struct tb_library_capacity *item)
{
    struct tb_capacity_found *library = tb_capacities_add(found);
    struct tb_text why;
    double client, server, confidence = tb_comparison_confidence(capacities->num > 1 ? capacities->num - 1 : 1);
    if (!library)
        return false;
    library->found = tb_capacity_figure(item, found->rounds, &library->interval);
    library->searches = item->ended;
    library->compared = tb_capacity_ratio(capacities, item, found->rounds, confidence, &library->ratio);
    if (tb_capacity_busy(item, found->rounds, &client, &server)) {
        library->client_busy = client;
        library->server_busy = server;
    }
    tb_text_init(&why, LINE_LIMIT);
    tb_capacity_reason(item, found->rounds, &why);
    library->library = strdup(item->cell->variant->name);
    library->reason = strdup(why.data);
    tb_text_free(&why);
    return library->library && library->reason;
}

void tb_capacity_print(const struct tb_run *run, const struct tb_capacities *capacities)
{
    struct tb_capacities_found found = {.case_name = strdup(capacities->planned->name),
                                        .promise = strdup(capacities->promised.words),
                                        .threads = tb_case_threads(&capacities->planned->c),
                                        .rounds = run->rounds,
                                        .one_client = run->options.client != NULL};
    bool good = found.case_name && found.promise;
    for (size_t i = 0; i < capacities->num && good; i++)
        good = take_library(&found, capacities, &capacities->items[i]);
    if (good)
        tb_capacity_show(stdout, &found);
    else
        puts("\nout of memory for the table; tlsbench show prints it from the file");
    tb_capacities_found_free(&found);
}
