#!/usr/bin/env bash
# history.sh BUILD: runs are stored over time, by concurrent writers and through kills; shown, searched for changes,
# exported and imported; and files that are not a history are left alone.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

make_suite little.ini 2 3 "${section_kx[@]}" 'operation = offer exchange'
measure=("$tlsbench" run ./little.ini --modules "$faulty" --library fault-none --no-steady)
history=("$tlsbench" history)

query() { # query FILE SQL: the first row
    python3 -c 'import sqlite3, sys
print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())' "$1" "$2"
}
whole() { # whole FILE: SQLite finds nothing wrong
    [ "$(query "$1" 'PRAGMA integrity_check')" = ok ]
}

# There is nothing yet.
run "${history[@]}" list
expect_exit 3
expect_err "results/history.db: No such file"

# A run is stored, with all its samples.
run "${measure[@]}"
expect_exit 0
expect "one run" test "$(query results/history.db 'SELECT count(*), min(complete) FROM run')" = "1 1"
expect "a number for each round of both cases and each metric, as in summary.csv" python3 - <<'PYTHON'
import csv, sqlite3, statistics
db = sqlite3.connect("results/history.db")
rows = [row for row in csv.DictReader(open("results/latest/summary.csv", newline="")) if row["status"] == "ok"]
assert len(rows) > 4
for row in rows:
    values = [value for (value,) in db.execute(
        "SELECT value FROM sample JOIN series ON series.id = series WHERE case_name = ? AND metric = ? AND client = ?",
        (row["case"], row["metric"], row["client"]))]
    assert len(values) == int(row["rounds"]) == 2, row
    assert abs(statistics.median(values) / float(row["value"]) - 1) < 1e-9, (row["metric"], values)
assert db.execute("SELECT version, date, date_of FROM library WHERE name = 'fault-none'").fetchone() == (
    rows[0]["version"], rows[0]["date"], rows[0]["date_of"]) == ("1.0", "2026-03-04", "package")
PYTHON
run "${history[@]}" list
expect_exit 0
expect_out "1 run in results/history.db" "fault-none"
run "${history[@]}" list --library fault-none
expect_exit 0
expect_out "1 run of fault-none in results/history.db"
run "${history[@]}" list --library fault-nine
expect_exit 2
expect_err "nothing in results/history.db matches" "did you mean 'fault-none'?"
run "${history[@]}" list --metric time
expect_exit 2
expect_err "--metric has no effect"
run "${history[@]}" show kx # the beginning of names, as everywhere
expect_exit 0
expect_out 'kx/x25519/offer'
run "${history[@]}" show
expect_exit 2
expect_err 'history show CASE'
run "${history[@]}" show 'kx/x25519/offer'
expect_exit 0
expect_out "kx/x25519/offer, fault-none (fault), time, host 1" "3 chunks of 1 ms, at least 96 operations, cores" "1.0 ≤2026-03-04, little"
run "${history[@]}" show 'kx/*' --metric cpu_time
expect_out "kx/x25519/exchange, fault-none (fault), cpu_time"
run "${history[@]}" show 'kx/x25519/offer' --library fault-nine
expect_exit 2
expect_err "no library 'fault-nine'; did you mean 'fault-none'?"
run "${history[@]}" show 'kx/x25519/ofer'
expect_exit 2
expect_err "did you mean 'kx/x25519/offer'?"
run "${history[@]}" changes kz
expect_exit 2
expect_err "no case 'kz'; did you mean 'kx'?"
run "${history[@]}" show 'kx/x25519/of?'
expect_exit 2
expect_err "no case 'kx/x25519/of?'; " "'kx/x25519/offer'"
run "${history[@]}" export results/history.db
expect_exit 3
expect_err "results/history.db cannot be written: a measurement is kept there, and would be lost; name another file"
run "${history[@]}" changes --threshold 0.5%
expect_exit 0
expect_out "changes of at least 0.5%"
run "${history[@]}" changes 'kx/x25519/offer'
expect_exit 0
expect_out "0 changes" "1 series is too short: a change can be found from 6 runs on, and the longest of these has 1"

# Another file, no file, and invalid options.
run "${measure[@]}" --history other.db
expect_exit 0
expect "the other file has it" test "$(query other.db 'SELECT count(*) FROM run')" = 1
expect "this one has not" test "$(query results/history.db 'SELECT count(*) FROM run')" = 1
run "${measure[@]}" --results apart --history none
expect_exit 0
expect "no history" test ! -e apart/history.db
run "${measure[@]}" --library fault-none,fault-exit --history faults.db
expect_exit 1
expect "what went wrong" test "$(query faults.db "SELECT count(*) > 0, min(client) FROM fault WHERE status = 'failed'")" = "1 fault-exit"
cp "$faulty/fault-none.so" slow.so
run "$tlsbench" compare fault-none slow.so --inject 50 --suite ./little.ini --modules "$faulty" --no-steady \
    --rounds 6 --history injected.db
expect_exit 0
expect "the library as it is, and nothing that was slowed down on purpose" test "$(query injected.db \
    "SELECT sum(client = 'fault-none') > 0, sum(client = 'slow') FROM series")" = "1 0"
mkdir slowed
run "$tlsbench" compare fault-none slow.so --inject 50 --suite ./little.ini --modules "$faulty" --no-steady \
    --rounds 6 --results slowed --history none
expect_exit 0
run "${history[@]}" import slowed/latest --history imported.db
expect_exit 0
expect "the same when it is brought back from its folder" test "$(query imported.db \
    "SELECT sum(client = 'fault-none') > 0, sum(client = 'slow') FROM series")" = "1 0"

# Two concurrent writers: both runs are there.
"${measure[@]}" --results two >/dev/null 2>&1 &
first=$!
"${measure[@]}" --results two >/dev/null 2>&1 &
second=$!
wait "$first" || broken "the first writer"
wait "$second" || broken "the second writer"
expect "both runs" test "$(query two/history.db 'SELECT count(*) FROM run')" = 2
expect "a whole file" whole two/history.db

# Killed while it writes, repeatedly: old data remains, and new data is complete.
python3 - <<'PYTHON'
import csv
header = ("schema,host,run,started,suite,seed,complete,case,driver,client,client_version,server,server_version,metric,unit,"
          "better,round,value").split(",")
with open("many.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(header)
    for run in range(30):
        for case, level in (("kx/x25519/offer", 100 if run < 15 else 108), ("kx/x25519/exchange", 100)):
            for round in range(1, 41):
                value = level + ((run * 7919 + round * 104729) % 1000) / 500
                out.writerow([1, "one machine", f"run-{run:02}", f"2026-01-{run + 1:02}T00:00:00Z", "little", run, 1, case,
                              "kx", "lib", f"1.{run // 15}", "lib", f"1.{run // 15}", "time", "ns", "less", round, value])
PYTHON
cp results/history.db killed.db
for delay in 0.002 0.005 0.01 0.02 0.03 0.05 0.08; do
    "${history[@]}" import many.csv --history killed.db >/dev/null 2>&1 &
    sleep "$delay"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    expect "a whole file after a kill" whole killed.db
    runs=$(query killed.db 'SELECT count(*) FROM run')
    expect "the old run, and all or none of the new" test "$runs" = 1 -o "$runs" = 31
done

# Import, export, and import again: the same.
run "${history[@]}" import many.csv --history many.db
expect_exit 0
expect_out "imported 30 runs with 2400 samples"
run "${history[@]}" import many.csv --history many.db
expect_exit 0
expect_out "imported 0 runs with 0 samples; 30 runs were already there"
run "${history[@]}" export once.csv --history many.db
expect_exit 0
run "${history[@]}" import once.csv --history again.db
expect_exit 0
run "${history[@]}" export twice.csv --history again.db
expect "the same table" cmp once.csv twice.csv
run "${history[@]}" export --history many.db
expect "the same on standard output" cmp "$scratch/out" once.csv
run "${history[@]}" import results/latest --history again.db
expect_exit 0
expect_out "imported"
run "${history[@]}" import results/latest --history again.db
expect_out "is already in the history"

# The planted step is found in the right place, and no other.
run "${history[@]}" changes --history many.db
expect_exit 0
expect_out "worse" "from 2026-01-16T00:00:00Z on" "kx/x25519/offer, lib" "lib 1.0 -> 1.1" "1 change of at least 1%"
run "${history[@]}" changes --threshold 20 --history many.db
expect_out "0 changes of at least 20%" "from 2026-01-16T00:00:00Z on, host 1: lib 1.0 -> 1.1"
[ "$(grep -c ': lib 1.0 -> 1.1' <<<"$out")" -eq 1 ] || broken "a change of version once, not for each series"
run "${history[@]}" show 'kx/x25519/offer' --history many.db
expect_out "-- from here on: lib 1.0 -> 1.1"
[ "$(grep -c 'from here on' <<<"$out")" -eq 1 ] || broken "one change of version"

# The date of a version is kept by import and export.
sed -e '1s/client_version,server,server_version/client_version,client_date,client_date_of,server,server_version,server_date,server_date_of/' \
    -e 's/,lib,\(1\.[01]\),lib,1\.[01],/,lib,\1,2026-08-21,commit,lib,\1,2026-08-21,commit,/' many.csv >dated.csv
run "${history[@]}" import dated.csv --history dated.db
expect_exit 0
run "${history[@]}" export dated-again.csv --history dated.db
expect "the same table, but for the order" cmp <(cut -d, -f1-21 dated.csv | sort) <(cut -d, -f1-21 dated-again.csv | sort)
run "${history[@]}" show 'kx/x25519/offer' --history dated.db
expect_out "from here on: lib 1.0 2026-08-21 -> 1.1 2026-08-21"

# A step of 100 times in ten runs, and one that was fixed after ten of thirty: found, with all edges.  The largest
# figures are valid, too.
python3 - <<'PYTHON'
import csv
header = "schema,host,run,started,suite,seed,complete,case,driver,client,client_version,server,server_version,metric,unit,better,round,value"
def series(case, values):
    for run, value in enumerate(values):
        for round in (1, 2, 3):
            yield [1, "one machine", f"run-{run:02}", f"2026-01-{run + 1:02}T00:00:00Z", "little", run, 1, case, "kx", "lib",
                   "1.0", "lib", "1.0", "time", "ns", "less", round, value]
def noisy(level, run):
    return level * (1 + (run * 7919 % 100) / 10000)
with open("steps.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(header.split(","))
    for length in (10, 12, 14):
        out.writerows(series(f"kx/step-{length}", [noisy(100 if run < length // 2 else 10000, run) for run in range(length)]))
    out.writerows(series("kx/mended", [noisy(200 if 10 <= run < 20 else 100, run) for run in range(30)]))
    out.writerows(series("kx/short", [100, 100, 100, 200, 200]))
    out.writerows(series("kx/largest", [1e30 if run % 2 else 1e-30 for run in range(12)]))
PYTHON
run "${history[@]}" import steps.csv --history steps.db
expect_exit 0
expect_out "imported 30 runs with 249 samples"
run "${history[@]}" changes --history steps.db
expect_exit 0
expect_out "from 2026-01-06T00:00:00Z on, after 2026-01-05T00:00:00Z: kx/step-10" \
    "from 2026-01-07T00:00:00Z on, after 2026-01-06T00:00:00Z: kx/step-12" \
    "from 2026-01-08T00:00:00Z on, after 2026-01-07T00:00:00Z: kx/step-14" \
    "from 2026-01-11T00:00:00Z on, after 2026-01-10T00:00:00Z: kx/mended" \
    "from 2026-01-21T00:00:00Z on, after 2026-01-20T00:00:00Z: kx/mended" "5 changes of at least 1% in 5 series of 6" \
    "1 series is too short: a change can be found from 6 runs on, and the longest of these has 5"
run "${history[@]}" show kx/largest --history steps.db
expect_exit 0
expect_out "1,000,000,000,000,000,0"

# Runs that began in the same second have one order, whichever was added first; names stay in their lines; and another
# machine of the same kind is a mark.
python3 - <<'PYTHON'
import csv
header = "schema,host,run,started,suite,seed,complete,case,driver,client,client_version,server,server_version,metric,unit,better,round,value"
rows = [[1, "one machine", run, "2026-01-01T00:00:00Z", "little", 1, 1, "kx/x25519/offer", "kx", "li\nb", "1\n2", "li\nb", "1\n2",
         "time", "ns", "less", 1, value] for run, value in (("a", 111), ("b", 222), ("c", 333))]
for name, order in (("forth", rows), ("back", rows[::-1])):
    with open(name + ".csv", "w", newline="") as file:
        csv.writer(file).writerows([header.split(",")] + order)
PYTHON
for name in forth back; do
    run "${history[@]}" import $name.csv --history $name.db
    expect_exit 0
    run "${history[@]}" show 'kx/*' --history $name.db
    expect_exit 0
    expect_out 'kx/x25519/offer, li b, time' '1 2, little'
    [ "$(grep -oE '(111|222|333)( |\.0)' <<<"$out" | tr -dc 123)" = 111222333 ] || broken "runs by name: $name"
done
python3 -c 'import sqlite3
db = sqlite3.connect("forth.db")
for run, machine in (("a", "north"), ("b", "north"), ("c", "south")):
    db.execute("UPDATE run SET facts = ? WHERE name = ?", (f"{{\"host\": {{\"name\": \"{machine}\"}}}}", run))
db.commit()'
run "${history[@]}" show 'kx/*' --history forth.db
expect_out "from here on: machine north -> south"

# A series has one product and one way of sampling.  Two runs with the same seed in the same second are two.
"${measure[@]}" --seed 7 --results apart1 --history things.db >/dev/null 2>&1
"${measure[@]}" --seed 7 --results apart2 --history things.db >/dev/null 2>&1
"${measure[@]}" --chunk-ms 2 --history things.db >/dev/null 2>&1
expect "three runs" test "$(query things.db 'SELECT count(*) FROM run')" = 3
expect "a series for each length of chunks" test "$(query things.db \
    "SELECT count(*), count(DISTINCT sampling) FROM series WHERE case_name = 'kx/x25519/offer' AND metric = 'time'")" = "2 2"
python3 - <<'PYTHON'
import json, shutil
for source, target, more in (("apart1", "twin", {}), ("apart1", "wolf", {"product": "wolfSSL"}), ("apart1", "newer", {})):
    shutil.copytree(f"{source}/latest/", target)
    path = f"{target}/run.json"
    facts = json.load(open(path))
    facts["id"] = target
    if target == "newer":
        facts["tlsbench"], facts["started"] = "9.9.9", "2099-01-01T00:00:00Z"
    for library in facts["libraries"]:
        library.update(more)
    json.dump(facts, open(path, "w"))
PYTHON
run "${history[@]}" import twin wolf newer --history things.db
expect_exit 0
[ "$(grep -c ': imported' <<<"$out")" -eq 3 ] || broken "runs of one name, one seed and one second are told apart by their id"
run "${history[@]}" import twin apart1/latest --history things.db
[ "$(grep -c 'is already in the history' <<<"$out")" -eq 2 ] || broken "and known again"
expect "another product is another thing" test "$(query things.db \
    "SELECT count(DISTINCT client_product) FROM series WHERE client = 'fault-none'")" = 2
run "${history[@]}" show kx/x25519/offer --library fault-none --history things.db
expect_out "-- from here on: tlsbench" "-> 9.9.9" "fault-none (wolfSSL)"
run "${history[@]}" list --history things.db
expect_out "-- by another tlsbench:"
run "${history[@]}" export things.csv --history things.db
run "${history[@]}" import things.csv --history again-things.db
run "${history[@]}" export again-things.csv --history again-things.db
expect "all of that comes through a table" cmp things.csv again-things.csv
expect "counts that are kept are what is there" test "$(query again-things.db \
    "SELECT sum(samples) = (SELECT count(*) FROM sample) FROM run")" = 1
(head -n 1 things.csv; tail -n +2 things.csv | sort -t, -k17,17 -k19,19) >shuffled.csv
run "${history[@]}" import shuffled.csv --history shuffled.db
expect_exit 0
run "${history[@]}" export shuffled-again.csv --history shuffled.db
expect "rows may come in any order" cmp things.csv shuffled-again.csv

# Files of older versions of tlsbench: schema 1 stored the library's own version text, 1 and 2 put everything with one
# name into one series.  They are read and written; a damaged or newer one is not touched (below).
cat >older.py <<'PYTHON'
import json, sqlite3, sys
source, target, schema = sys.argv[1], sys.argv[2], int(sys.argv[3])
db, old = sqlite3.connect(source), sqlite3.connect(target)
old.executescript("""
CREATE TABLE host (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE);
CREATE TABLE run (id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, name TEXT NOT NULL, started TEXT NOT NULL,
 suite TEXT NOT NULL, seed TEXT NOT NULL, complete INTEGER NOT NULL, facts TEXT NOT NULL, UNIQUE (name, seed, host));
CREATE TABLE library (run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, product TEXT NOT NULL, version TEXT NOT NULL,
 build TEXT NOT NULL, date TEXT NOT NULL DEFAULT '', date_of TEXT NOT NULL DEFAULT '', PRIMARY KEY (run, name)) WITHOUT ROWID;
CREATE TABLE series (id INTEGER PRIMARY KEY, case_name TEXT NOT NULL, driver TEXT NOT NULL, metric TEXT NOT NULL,
 unit TEXT NOT NULL, better TEXT NOT NULL, client TEXT NOT NULL, server TEXT NOT NULL,
 UNIQUE (case_name, metric, client, server));
CREATE TABLE sample (series INTEGER NOT NULL REFERENCES series, run INTEGER NOT NULL REFERENCES run, round INTEGER NOT NULL,
 value REAL NOT NULL, PRIMARY KEY (series, run, round)) WITHOUT ROWID;
CREATE TABLE fault (run INTEGER NOT NULL REFERENCES run, case_name TEXT NOT NULL, client TEXT NOT NULL, server TEXT NOT NULL,
 status TEXT NOT NULL, samples INTEGER NOT NULL, reason TEXT NOT NULL,
 PRIMARY KEY (run, case_name, client, server, status)) WITHOUT ROWID;
CREATE TABLE calibration (id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, amount TEXT NOT NULL,
 library TEXT NOT NULL, version TEXT NOT NULL, checks INTEGER NOT NULL, false_alarms INTEGER NOT NULL,
 UNIQUE (host, amount, library));
CREATE TABLE floor (calibration INTEGER NOT NULL REFERENCES calibration ON DELETE CASCADE, case_name TEXT NOT NULL,
 metric TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (calibration, case_name, metric)) WITHOUT ROWID;
PRAGMA application_id = 0x746c7362;
""")
old.executemany("INSERT INTO host VALUES (?, ?)", db.execute("SELECT * FROM host"))
old.executemany("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                db.execute("SELECT id, host, name || '-' || id, started, suite, seed, complete, facts FROM run"))
old.executemany("INSERT INTO library VALUES (?, ?, ?, ?, ?, ?, ?)",
                db.execute("SELECT run, name, product, version, build, date, date_of FROM library"))
old.executemany("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?, ?)", db.execute("SELECT * FROM fault"))
for run, round, value, *series in db.execute("SELECT run, round, value, case_name, driver, metric, unit, better, client, server"
                                             " FROM sample JOIN series ON series.id = series"):
    old.execute("INSERT OR IGNORE INTO series (case_name, driver, metric, unit, better, client, server)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)", series)
    (id,) = old.execute("SELECT id FROM series WHERE case_name = ? AND metric = ? AND client = ? AND server = ?",
                        (series[0], series[2], series[5], series[6])).fetchone()
    old.execute("INSERT INTO sample VALUES (?, ?, ?, ?)", (id, run, round, value))
old.execute("INSERT INTO calibration VALUES (1, 1, 'some', 'fault-none', '1.0', 10, 0)")
old.execute("INSERT INTO floor VALUES (1, 'kx/x25519/offer', 'time', 0.01)")
if schema == 1:
    (facts,) = old.execute("SELECT facts FROM run WHERE id = 1").fetchone()
    facts = json.loads(facts)
    def library(name, version, manifest):
        return {"name": name, "product": "", "version": version, "build": "", "manifest": manifest}
    facts["libraries"] = [library("fault-none", "OpenSSL 3.5.6 7 Apr 2026", None),
                          library("other", "BoringSSL", {"version": "14.0.0+r45-32b51305debe"})]
    old.execute("UPDATE run SET facts = ? WHERE id = 1", (json.dumps(facts),))
    old.execute("INSERT INTO run VALUES (99, 1, 'csv', '2026-01-01', '', '7', 1, '')")
    old.execute("UPDATE library SET version = 'OpenSSL 3.5.6 7 Apr 2026'")
    old.execute("INSERT INTO library (run, name, product, version, build) VALUES (1, 'other', '', 'BoringSSL', '')")
    old.execute("INSERT INTO library (run, name, product, version, build) VALUES (99, 'third', '', 'LibreSSL 3.8.2', '')")
    old.executescript("ALTER TABLE library DROP COLUMN date; ALTER TABLE library DROP COLUMN date_of")
old.execute(f"PRAGMA user_version = {schema}")
old.commit()
PYTHON
python3 older.py results/history.db older.db 1
run "${history[@]}" list --history older.db
expect_exit 0
expect_out "fault-none 3.5.6 2026-04-07" "other 14.0.0+r45-32b51305debe" "third 3.8.2"
expect "its new schema" test "$(query older.db 'PRAGMA user_version')" = 3
run "${measure[@]}" --history older.db
expect_exit 0
run "${history[@]}" changes 'kx/x25519/offer' --history older.db
expect_exit 0
python3 older.py things.db old2.db 2
cp old2.db broken2.db
run "${history[@]}" list --history old2.db
expect_exit 0
expect "a whole file" whole old2.db
expect "all samples, in the series that they are of" test "$(query old2.db "
    SELECT (SELECT count(*) FROM sample), (SELECT count(*) FROM point), (SELECT sum(samples) FROM run),
           (SELECT group_concat(sampling || client_product) FROM (SELECT DISTINCT sampling, client_product FROM series
                                                                   ORDER BY 1, 2))")" \
    = "$(query things.db "
    SELECT (SELECT count(*) FROM sample), (SELECT count(*) FROM point), (SELECT sum(samples) FROM run),
           (SELECT group_concat(sampling || client_product) FROM (SELECT DISTINCT sampling, client_product FROM series
                                                                   ORDER BY 1, 2))")"
expect "a floor is of a library, not of its name alone" \
    test "$(query old2.db 'SELECT library FROM calibration')" = "fault-none ($(query things.db \
        "SELECT product FROM library WHERE name = 'fault-none' ORDER BY run DESC LIMIT 1"))"
expect "references lead somewhere" test -z "$(python3 -c 'import sqlite3
print(*sqlite3.connect("old2.db").execute("PRAGMA foreign_key_check").fetchall())')"
# a file that cannot be converted completely is left unchanged
python3 -c 'import sqlite3; sqlite3.connect("broken2.db").executescript("CREATE TABLE point (x)")'
before=$(sha256sum broken2.db)
run "${history[@]}" list --history broken2.db
expect_exit 3
expect_err "broken2.db" "an older tlsbench wrote this file"
expect "as it was" test "$(sha256sum broken2.db)" = "$before"

# A file without anything in it, and a disk that is full.
: >empty.db
run "${history[@]}" list --history empty.db
expect_exit 3
expect_err "empty.db has no run yet"
run "${history[@]}" export /dev/full --history many.db
expect_exit 3
expect_err "No space left on device"

# Files that are not a history, damaged, or too new: reported, and left unchanged.
echo "a letter" >letter.txt
python3 -c 'import sqlite3; sqlite3.connect("foreign.db").executescript("CREATE TABLE cats (name); PRAGMA user_version = 1")'
cp many.db newer.db
python3 -c 'import sqlite3; sqlite3.connect("newer.db").executescript("PRAGMA user_version = 99")'
cp many.db damaged.db
python3 - <<'PYTHON'
with open("damaged.db", "r+b") as file:
    for page in range(2, 12):
        file.seek(page * 4096)
        file.write(b"\xa5" * 4096)
PYTHON
for bad in letter.txt foreign.db newer.db damaged.db; do
    before=$(sha256sum "$bad")
    for words in list "import many.csv"; do
        # shellcheck disable=SC2086 # two words
        run "${history[@]}" $words --history "$bad"
        expect_exit 3
        expect_err "$bad"
    done
    run "${measure[@]}" --history "$bad"
    expect_exit 0
    expect_err "this run is not in the history" "To add it later: tlsbench history import"
    expect "its results are there" test -s results/latest/summary.csv
    expect "$bad is as it was" test "$(sha256sum "$bad")" = "$before"
done
run "${history[@]}" list --history newer.db
expect_err "schema 99"
run "${history[@]}" list --history foreign.db
expect_err "another program"

# Contents of a file that is a history, and that tlsbench did not write.  Points outside of their intervals, infinite
# ones, and control characters are shown somehow; code in the file does not run.
change() { # change FILE STATEMENT...: a copy of the history
    cp many.db "$1"
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for statement in sys.argv[2:]:
    db.execute(statement)
db.commit()' "$@"
}
change wild.db "UPDATE point SET value = 1e300 WHERE run = 3" "UPDATE point SET low = -9e999, high = 9e999 WHERE run = 4" \
    "UPDATE point SET value = 9e999 WHERE run = 5" "UPDATE point SET low = 9, high = 1, rounds = -1 WHERE run = 7" "UPDATE series SET unit = 'ns' || char(10) || char(27) || '[2J'"
for words in list "show kx" changes "show kx --metric time" export "export wild.csv"; do
    # shellcheck disable=SC2086 # words
    run "${history[@]}" $words --history wild.db
    expect_exit 0
    expect "no escapes" test -z "$(grep -a $'\e' "$scratch/out")"
done
if [ -r /usr/share/javascript/vega/vega-util.min.js ]; then
    run "$tlsbench" report history --history wild.db --output wild.html
    expect_exit 0
fi
change trigger.db "CREATE TRIGGER thief AFTER INSERT ON run BEGIN DELETE FROM sample; END"
run "${history[@]}" import results/latest --history trigger.db
expect_exit 0
expect "no sample is gone" test "$(query trigger.db 'SELECT count(*) FROM sample WHERE run <= 30')" = 2400
change view.db "ALTER TABLE library RENAME TO own" "CREATE VIEW library AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS run, '' AS name, '' AS version, '' AS date, '' AS date_of, '' AS build FROM n"
run "${history[@]}" show kx --history view.db
expect_exit 2
expect_err "view.db: "
python3 older.py results/history.db nothing.db 1
python3 -c 'import sqlite3; sqlite3.connect("nothing.db").executescript("""
CREATE TABLE lax (run, name, product, version, build); INSERT INTO lax SELECT * FROM library; DROP TABLE library;
ALTER TABLE lax RENAME TO library; UPDATE library SET version = NULL WHERE run = 99""")'
before=$(sha256sum nothing.db)
run "${history[@]}" list --history nothing.db
expect_exit 3
expect_err "nothing.db: NOT NULL constraint failed"
expect "as it was" test "$(sha256sum nothing.db)" = "$before"

# A table is written to a file of its own until it is whole, whatever else is there.
cp many.db other.new
run "${history[@]}" export other --history other.new
expect_exit 0
expect "the history as it was" cmp many.db other.new
expect "the table" cmp other once.csv

# Bad arguments and bad CSV: nothing is stored.
run "${history[@]}" lst
expect_exit 2
expect_err "'list'"
run "${history[@]}" show
expect_exit 2
run "${history[@]}" show nothing/like/it --history many.db
expect_exit 2
expect_err "nothing in "
head -c 2000 many.csv >cut.csv
run "${history[@]}" import cut.csv --history cut.db
expect_exit 2
expect_err "cut.csv, row"
expect "all or nothing" test "$(query cut.db 'SELECT count(*) FROM run')" = 0
sed '2s/^1,/7,/' many.csv >other.csv
run "${history[@]}" import other.csv --history cut.db
expect_exit 2
expect_err "schema '7'"
sed '2s/,less,/,sideways,/' many.csv >better.csv
run "${history[@]}" import better.csv --history cut.db
expect_exit 2
expect_err "better.csv, row 2: better 'sideways': it is less or more"
sed '3s/,less,2,/,less,1,/' many.csv >twice.csv
run "${history[@]}" import twice.csv --history cut.db
expect_exit 2
expect_err "twice.csv, row 3: round 1 of kx/x25519/offer is there twice"
sed '2s/,less,1,/,less,1e300,/' many.csv >round.csv
run "${history[@]}" import round.csv --history cut.db
expect_exit 2
expect_err "round.csv, row 2: round 1e300"
for value in -5 nan 1e999 0x10 ' 5' '' 1.7e308 1e-320; do # what no measurement ever was
    sed -E "2s/,less,1,[^,\r]*/,less,1,$value/" many.csv >value.csv
    run "${history[@]}" import value.csv --history cut.db
    expect_exit 2
    expect_err "value.csv, row 2: "
done
# Rows of one run, or of one series in it, that contradict each other.
contradiction() { # contradiction TEXT COLUMN VALUE: in the last row of the first run
    python3 - "$2" "$3" <<'PYTHON'
import csv, sys
column, value = sys.argv[1:]
rows = list(csv.DictReader(open("many.csv", newline="")))
first = [row for row in rows if row["run"] == rows[0]["run"] and row["case"] == rows[0]["case"] and row["metric"] == rows[0]["metric"]]
first[-1][column] = value
with open("contradiction.csv", "w", newline="") as file:
    out = csv.DictWriter(file, rows[0])
    out.writeheader()
    out.writerows(rows)
PYTHON
    run "${history[@]}" import contradiction.csv --history cut.db
    expect_exit 2
    expect_err "contradiction.csv, row " "$1"
}
contradiction "started '2026-01-09T00:00:00Z', but '" started 2026-01-09T00:00:00Z
contradiction "suite 'other', but '" suite other
contradiction "complete '0', but '1' in another row of this run" complete 0
contradiction "driver 'aead', but '" driver aead
contradiction "better 'more', but 'less' in another row of this series" better more
contradiction "client_version '9.9', but '" client_version 9.9
expect "nothing of them is stored" test "$(query cut.db 'SELECT count(*) FROM run')" = 0
sed '2s/,2026-01-01T00:00:00Z,/,yesterday,/' many.csv >time.csv
run "${history[@]}" import time.csv --history cut.db
expect_exit 2
expect_err "time.csv, row 2: started 'yesterday': not a time like"
sed '2s/,little,0,/,little,none,/' many.csv >seed.csv
run "${history[@]}" import seed.csv --history cut.db
expect_exit 2
expect_err "seed.csv, row 2: seed 'none': not a number"
cp -r apart1/latest/ facts
for damage in '{}' '{"run": "x", "started": "2026-02-30T00:00:00Z", "seed": "1"}' \
    '{"run": "x", "started": "2026-02-20T00:00:00Z", "seed": "18446744073709551616"}'; do
    printf '%s' "$damage" >facts/run.json
    run "${history[@]}" import facts --history cut.db
    expect_exit 2
    expect_err "facts/run.json: "
done
expect "all or nothing" test "$(query cut.db 'SELECT count(*) FROM run')" = 0
run "${history[@]}" export /nowhere/x.csv --history many.db
expect_exit 3
expect_err "/nowhere/x.csv"
