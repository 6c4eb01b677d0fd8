#include "core/columns.h"
#include "core/column_list.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define COLUMN(name, type, unit, doc)                 {#name, type, unit, doc},
#define PARAM_COLUMN(id, name, type, unit, most, doc) {name, type, unit, doc},
#define PARAMS(unused)                                TB_PARAMS(PARAM_COLUMN)
#define WHO(unused)                                   TB_WHO_COLUMNS(COLUMN, PARAMS)

const struct tb_column tb_summary_columns[] = {TB_SUMMARY_COLUMNS(COLUMN, WHO)};
const size_t tb_num_summary_columns = COUNT(tb_summary_columns);

const struct tb_column tb_sample_columns[] = {TB_SAMPLE_COLUMNS(COLUMN, WHO)};
const size_t tb_num_sample_columns = COUNT(tb_sample_columns);

const struct tb_column tb_counter_columns[] = {TB_COUNTER_COLUMNS(COLUMN, WHO)};
const size_t tb_num_counter_columns = COUNT(tb_counter_columns);

const struct tb_column tb_anatomy_columns[] = {TB_ANATOMY_COLUMNS(COLUMN, WHO)};
const size_t tb_num_anatomy_columns = COUNT(tb_anatomy_columns);

const struct tb_column tb_capacity_columns[] = {TB_CAPACITY_COLUMNS(COLUMN, WHO)};
const size_t tb_num_capacity_columns = COUNT(tb_capacity_columns);

const struct tb_column tb_comparison_columns[] = {TB_COMPARISON_COLUMNS(COLUMN, PARAMS)};
const size_t tb_num_comparison_columns = COUNT(tb_comparison_columns);

const struct tb_column tb_history_columns[] = {TB_HISTORY_COLUMNS(COLUMN)};
const size_t tb_num_history_columns = COUNT(tb_history_columns);
