/* history_points.c - stores samples, and computes the points from which series are drawn and searched. */
#include "control/base/words.h"
#include "control/history/history.h"
#include "core/stats.h"
#include "core/text.h"
#include <sqlite3.h>
#include <stdlib.h>

static const double confidence = 0.95;

static const char insert_sample[] = "INSERT INTO sample (run, series, round, value) VALUES (?, ?, ?, ?)";

bool tb_history_sample(struct tb_history *history, int64_t run, int64_t series, int64_t round, double value,
                       struct tb_text *why)
{
    struct sqlite3_stmt *sampler = history->sampler;
    if (!sampler)
        sampler = history->sampler = tb_history_query(history, why, insert_sample, "");
    if (!sampler)
        return false;
    bool bound =
        sqlite3_bind_int64(sampler, 1, run) == SQLITE_OK && sqlite3_bind_int64(sampler, 2, series) == SQLITE_OK &&
        sqlite3_bind_int64(sampler, 3, round) == SQLITE_OK && sqlite3_bind_double(sampler, 4, value) == SQLITE_OK;
    if (!bound)
        tb_text_add(why, "out of memory");
    bool good = bound && tb_history_step(history, sampler, why) == 0;
    sqlite3_reset(sampler); /* returns the error of the last step again */
    return good;
}

/* The values of one series in a run. */
struct gathered {
    int64_t series;
    double *values;
    size_t num;
};

static bool add_point(struct tb_history *history, int64_t run, const struct gathered *gathered, struct tb_text *why)
{
    struct tb_interval value;
    if (gathered->num == 0)
        return true;
    if (!tb_median_interval(gathered->values, gathered->num, confidence, &value)) {
        tb_text_add(why, "out of memory");
        return false;
    }
    return tb_history_do(history, why,
                         "INSERT OR REPLACE INTO point (series, run, value, low, high, rounds) "
                         "VALUES (?, ?, ?, ?, ?, ?)",
                         "iidddi", gathered->series, run, value.median, value.low, value.high, (int64_t)gathered->num);
}

static bool gather(struct gathered *gathered, double value, struct tb_text *why)
{
    double *values = tb_grow(gathered->values, gathered->num, sizeof *values);
    if (!values) {
        tb_text_add(why, "out of memory");
        return false;
    }
    gathered->values = values;
    values[gathered->num++] = value;
    return true;
}

bool tb_history_settle(struct tb_history *history, int64_t run, struct tb_text *why)
{
    struct gathered gathered = {0};
    int64_t samples = 0;
    struct sqlite3_stmt *rows =
        tb_history_query(history, why, "SELECT series, value FROM sample WHERE run = ? ORDER BY series", "i", run);
    bool good = rows;
    int more = 1;
    while (good && (more = tb_history_step(history, rows, why)) == 1) {
        int64_t series = sqlite3_column_int64(rows, 0);
        if (series != gathered.series) {
            good = add_point(history, run, &gathered, why);
            gathered.num = 0;
            gathered.series = series;
        }
        good = good && gather(&gathered, sqlite3_column_double(rows, 1), why);
        samples++;
    }
    good = good && more == 0 && add_point(history, run, &gathered, why);
    sqlite3_finalize(rows);
    free(gathered.values);
    return good && tb_history_do(history, why, "UPDATE run SET samples = ? WHERE id = ?", "ii", samples, run);
}
