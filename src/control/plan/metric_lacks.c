#include "control/plan/metric_lacks.h"
#include "control/base/words.h"
#include "core/counters.h"
#include "core/text.h"
#include <stdbool.h>
#include <string.h>

void tb_metric_lacks(struct tb_text *why, const char *name, const struct tb_words *names)
{
    bool counter = false;
    for (size_t i = 0; i < tb_num_counters; i++)
        counter = counter || strcmp(name, tb_counters[i].name) == 0;
    if (counter) {
        tb_text_add(why, "; it is a counter, and stands in the tables of all metrics and in counters.csv");
        return;
    }
    if (strcmp(name, "efficiency") == 0) {
        tb_text_add(why, "; it is a column of summary.csv, and stands below the rate of several threads in the tables "
                         "of all metrics");
        return;
    }
    tb_words_suggest(why, name, names);
    tb_text_stop(why);
    tb_text_add(why, "  tlsbench list metrics shows them");
}
