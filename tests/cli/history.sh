#!/usr/bin/env bash
# history.sh BUILD: runs are kept over time, by writers at once and through kills; shown, searched for changes, taken out
# and in again; and files that are no history are left alone.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

cat >little.ini <<'EOT'
[suite]
rounds = 2
chunks = 3
chunk-ms = 1
[kx]
kx = x25519
operation = offer exchange
EOT
measure=("$tlsbench" run ./little.ini --modules "$faulty" --library fault-none --no-controls)
history=("$tlsbench" history)

query() { # query FILE SQL: the first row
    python3 -c 'import sqlite3, sys
print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())' "$1" "$2"
}
whole() { # whole FILE: SQLite finds nothing wrong
    [ "$(query "$1" 'PRAGMA integrity_check')" = ok ]
}

# Nothing is there yet.
run "${history[@]}" list
expect_exit 3
expect_err "results/history.db: No such file"

# A run is kept, with all its samples.
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
run "${history[@]}" show 'kx/x25519/offer'
expect_exit 0
expect_out "kx/x25519/offer, fault-none, time, host 1" "*"
run "${history[@]}" show 'kx/*' --metric cpu_time
expect_out "kx/x25519/exchange, fault-none, cpu_time"

# Elsewhere, nowhere, and what does not belong.
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
run "$tlsbench" compare fault-none slow.so --inject 50 --suite ./little.ini --modules "$faulty" --no-controls \
    --rounds 6 --history injected.db
expect_exit 0
expect "the library as it is, and nothing that was slowed down on purpose" test "$(query injected.db \
    "SELECT sum(client = 'fault-none') > 0, sum(client = 'slow') FROM series")" = "1 0"
mkdir slowed
run "$tlsbench" compare fault-none slow.so --inject 50 --suite ./little.ini --modules "$faulty" --no-controls \
    --rounds 6 --results slowed --history none
expect_exit 0
run "${history[@]}" import slowed/latest --history imported.db
expect_exit 0
expect "the same when it is brought back from its folder" test "$(query imported.db \
    "SELECT sum(client = 'fault-none') > 0, sum(client = 'slow') FROM series")" = "1 0"

# Two writers at once: both are there.
"${measure[@]}" --results two >/dev/null 2>&1 &
first=$!
"${measure[@]}" --results two >/dev/null 2>&1 &
second=$!
wait "$first" || broken "the first writer"
wait "$second" || broken "the second writer"
expect "both runs" test "$(query two/history.db 'SELECT count(*) FROM run')" = 2
expect "a whole file" whole two/history.db

# Killed while it writes, again and again: what was there stays, and what is there is whole.
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

# In, out, and in again: the same.
run "${history[@]}" import many.csv --history many.db
expect_exit 0
expect_out "30 runs with 2400 samples imported"
run "${history[@]}" import many.csv --history many.db
expect_exit 0
expect_out "0 runs with 0 samples imported, 30 runs were there already"
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
expect_out "is in the history already"

# The step that was planted is found, where it is, and no other.
run "${history[@]}" changes --history many.db
expect_exit 0
expect_out "worse" "from 2026-01-16T00:00:00Z on" "kx/x25519/offer, lib" "version 1.0 -> 1.1" "1 change of at least 1%"
run "${history[@]}" changes --threshold 20 --history many.db
expect_out "0 changes of at least 20%" "lib: version 1.0 -> 1.1 from 2026-01-16T00:00:00Z on, host 1"
[ "$(grep -c ': version 1.0 -> 1.1 from' <<<"$out")" -eq 1 ] || broken "a change of version once, not for each series"
run "${history[@]}" show 'kx/x25519/offer' --history many.db
expect_out "-- another version from here on: 1.0 -> 1.1"
[ "$(grep -c 'another version' <<<"$out")" -eq 1 ] || broken "one change of version"

# The day of a version comes through, in a table and out of it.
sed -e '1s/client_version,server,server_version/client_version,client_date,client_date_of,server,server_version,server_date,server_date_of/' \
    -e 's/,lib,\(1\.[01]\),lib,1\.[01],/,lib,\1,2026-08-21,commit,lib,\1,2026-08-21,commit,/' many.csv >dated.csv
run "${history[@]}" import dated.csv --history dated.db
expect_exit 0
run "${history[@]}" export dated-again.csv --history dated.db
expect "the same table, but for the order" cmp <(cut -d, -f1-21 dated.csv | sort) <(cut -d, -f1-21 dated-again.csv | sort)
run "${history[@]}" show 'kx/x25519/offer' --history dated.db
expect_out "another version from here on: 1.0 2026-08-21 -> 1.1 2026-08-21"

# A file of an older tlsbench, which kept what the library had said of itself, is read, and written to; a damaged or
# newer one is not touched (below).
python3 - <<'PYTHON'
import json, shutil, sqlite3
shutil.copy("results/history.db", "older.db")
db = sqlite3.connect("older.db")
(facts,) = db.execute("SELECT facts FROM run").fetchone()
facts = json.loads(facts)
def library(name, version, manifest):
    return {"name": name, "product": "", "version": version, "build": "", "manifest": manifest}
facts["libraries"] = [library("fault-none", "OpenSSL 3.5.6 7 Apr 2026", None),
                      library("other", "BoringSSL", {"version": "14.0.0+r45-32b51305debe"})]
db.execute("UPDATE run SET facts = ?", (json.dumps(facts),))
db.execute("INSERT INTO run (host, name, started, suite, seed, complete, facts) VALUES (1, 'csv', '2026-01-01', '', '7', 1, '')")
db.execute("UPDATE library SET version = 'OpenSSL 3.5.6 7 Apr 2026'")
db.execute("INSERT INTO library (run, name, product, version, build) VALUES (1, 'other', '', 'BoringSSL', '')")
db.execute("INSERT INTO library (run, name, product, version, build) VALUES (2, 'third', '', 'LibreSSL 3.8.2', '')")
db.executescript("ALTER TABLE library DROP COLUMN date; ALTER TABLE library DROP COLUMN date_of; PRAGMA user_version = 1")
PYTHON
run "${history[@]}" list --history older.db
expect_exit 0
expect_out "fault-none 3.5.6 2026-04-07" "other 14.0.0+r45-32b51305debe" "third 3.8.2"
expect "its new schema" test "$(query older.db 'PRAGMA user_version')" = 2
run "${measure[@]}" --history older.db
expect_exit 0
run "${history[@]}" show 'kx/x25519/offer' --history older.db
expect_out "3.5.6 2026-04-07 -> 1.0 ≤2026-03-04"

# What is no history, or no longer, or not yet: said, and left as it is.
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
    expect_err "this run is not in the history" "Later: tlsbench history import"
    expect "its results are there" test -s results/latest/summary.csv
    expect "$bad is as it was" test "$(sha256sum "$bad")" = "$before"
done
run "${history[@]}" list --history newer.db
expect_err "schema 99"
run "${history[@]}" list --history foreign.db
expect_err "another program"

# Bad words and bad CSV: nothing of it is kept.
run "${history[@]}" lst
expect_exit 2
expect_err "'list'"
run "${history[@]}" show
expect_exit 2
run "${history[@]}" show nothing/like/it --history many.db
expect_exit 2
expect_err "has nothing of that"
head -c 2000 many.csv >cut.csv
run "${history[@]}" import cut.csv --history cut.db
expect_exit 2
expect_err "cut.csv, row"
expect "all or nothing" test "$(query cut.db 'SELECT count(*) FROM run')" = 0
sed '2s/^1,/7,/' many.csv >other.csv
run "${history[@]}" import other.csv --history cut.db
expect_exit 2
expect_err "schema '7'"
run "${history[@]}" export /nowhere/x.csv --history many.db
expect_exit 3
expect_err "/nowhere/x.csv"
