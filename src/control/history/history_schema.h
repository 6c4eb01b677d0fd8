/* history_schema.h - the tables of history.h.  Every change of them increments TB_HISTORY_SCHEMA, and history_convert.c
 * must convert older files. */
#pragma once
#include <stdbool.h>

enum {
    TB_HISTORY_APPLICATION = 0x746c7362, /* "tlsb": PRAGMA application_id, which file(1) reads */
    TB_HISTORY_SCHEMA = 3,               /* PRAGMA user_version; 1: libraries without a date; 2: series mixed
                                          * different products and ways of sampling */
    TB_HISTORY_OLDEST = 1                /* oldest schema that can be converted */
};

#define TB_HISTORY_MACHINES                                                                                            \
    "CREATE TABLE host (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE);"                                    \
    "CREATE TABLE calibration (id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, amount TEXT NOT NULL,"   \
    " library TEXT NOT NULL, version TEXT NOT NULL, checks INTEGER NOT NULL, false_alarms INTEGER NOT NULL,"           \
    " UNIQUE (host, amount, library));"                                                                                \
    "CREATE TABLE floor (calibration INTEGER NOT NULL REFERENCES calibration ON DELETE CASCADE,"                       \
    " case_name TEXT NOT NULL, metric TEXT NOT NULL, value REAL NOT NULL,"                                             \
    " PRIMARY KEY (calibration, case_name, metric)) WITHOUT ROWID;"

/* Samples are clustered by run, so that a run is written in one place; points by series, so that a series is read from
 * one place. */
#define TB_HISTORY_RUNS                                                                                                \
    "CREATE TABLE run (id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, name TEXT NOT NULL,"             \
    " started TEXT NOT NULL, suite TEXT NOT NULL, seed TEXT NOT NULL, uid TEXT NOT NULL, tlsbench TEXT NOT NULL,"      \
    " complete INTEGER NOT NULL, samples INTEGER NOT NULL, facts TEXT NOT NULL, UNIQUE (name, seed, host, uid));"      \
    "CREATE TABLE library (run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, product TEXT NOT NULL,"            \
    " version TEXT NOT NULL, build TEXT NOT NULL, date TEXT NOT NULL DEFAULT '', date_of TEXT NOT NULL DEFAULT '',"    \
    " PRIMARY KEY (run, name)) WITHOUT ROWID;"                                                                         \
    "CREATE TABLE series (id INTEGER PRIMARY KEY, case_name TEXT NOT NULL, driver TEXT NOT NULL,"                      \
    " metric TEXT NOT NULL, unit TEXT NOT NULL, better TEXT NOT NULL, client TEXT NOT NULL, server TEXT NOT NULL,"     \
    " client_product TEXT NOT NULL, server_product TEXT NOT NULL, sampling TEXT NOT NULL,"                             \
    " UNIQUE (case_name, metric, client, server, client_product, server_product, sampling, unit));"                    \
    "CREATE TABLE sample (run INTEGER NOT NULL REFERENCES run, series INTEGER NOT NULL REFERENCES series,"             \
    " round INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY (run, series, round)) WITHOUT ROWID;"                   \
    "CREATE TABLE point (series INTEGER NOT NULL REFERENCES series, run INTEGER NOT NULL REFERENCES run,"              \
    " value REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL, rounds INTEGER NOT NULL,"                            \
    " PRIMARY KEY (series, run)) WITHOUT ROWID;"                                                                       \
    "CREATE TABLE fault (run INTEGER NOT NULL REFERENCES run, case_name TEXT NOT NULL, client TEXT NOT NULL,"          \
    " server TEXT NOT NULL, status TEXT NOT NULL, samples INTEGER NOT NULL, reason TEXT NOT NULL,"                     \
    " PRIMARY KEY (run, case_name, client, server, status)) WITHOUT ROWID;"

#define TB_HISTORY_TABLES TB_HISTORY_MACHINES TB_HISTORY_RUNS

struct tb_history;
struct tb_text;

/* Converts from an older schema in one transaction.  On failure the file is unchanged. */
bool tb_history_convert(struct tb_history *history, struct tb_text *why);
