#!/usr/bin/env bash
# headline.sh BUILD: a table of rates shows the limiting side, the capacity of a server core, and the cost of TLS on
# each side.  The figures are given, so every word of the table is known.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
# shellcheck source=canned.sh
. "$here/canned.sh"

cp "$faulty/fault-none.so" alpha.so
cp "$faulty/fault-none.so" beta.so
tell() { # tell MODULE RATE P50 CLIENT-CPU SERVER-CPU CLIENT-BUSY SERVER-BUSY [METRIC=VALUE]...
    can "$1" handshakes_per_second="$2" latency_p50="$3" latency_p99=9000 client_cpu="$4" server_cpu="$5" \
        client_busy="$6" server_busy="$7" client_capacity="$(python3 -c "print(1e9 / $4)")" \
        server_capacity="$(python3 -c "print(1e9 / $5)")" "${@:8}"
}
tell alpha.so 2879 2824 347000 147400 0.999 0.424
tell beta.so 2879 2824 347000 73700 0.999 0.212
tell "$build/modules/plain.so" 36870 228 26600 15600 0.98 0.97
measured() { # measured COMMAND...
    rm -rf results
    run "$canned" "$@" --no-steady --seed 1
}

# The client is the limit and the server is not: the rates are the same, the capacities are not.
measured run ./pair.ini --library alpha.so,beta.so
expect_exit 0
line() { # line PATTERN: of the table, with single blanks
    expect "a line '$1'" grep -qE "^$1\$" <(tr -s ' ' <"$scratch/out" | sed 's/ $//')
}
line 'handshakes per second 2,879 ±0.0% 2,879 ±0.0% 1.000x \[1.000, 1.000\]\? 36,870 ±0.0%'
line 'limited by client client both'
line 'server capacity 6,784 ±0.0% 13,569 ±0.0% 2.000x \[2.000, 2.000\]\* 64,103 ±0.0%'
line 'p50, 16 in flight, us 2,824 ±0.0% 2,824 ±0.0% 1.000x \[1.000, 1.000\]\? 228 ±0.0%'
line 'client cpu, x plain 13.0 13.0'
line 'server cpu, x plain 9.45 4.72'
expect_out "limited by: the side whose core was busy"
expect "no line of the table is wider than 90 (100 bytes)" test -z "$(sed -n '/^Handshakes:/,/^$/p' "$scratch/out" | sed 1d | grep -E '^.{101}')"
python3 - <<'PYTHON' || broken "limits and prices in summary.csv: a price of CPU times alone"
import csv
rows = {(row["library"], row["metric"]): row for row in csv.DictReader(open("results/latest/summary.csv", newline=""))}
assert {row["limited_by"] for (library, _), row in rows.items() if library != "plain"} == {"client"}
assert {metric for (library, metric), row in rows.items() if row["price"]} == {"client_cpu", "server_cpu"}
assert abs(float(rows["alpha", "server_cpu"]["price"]) - 147400 / 15600) < 1e-9
assert rows["alpha", "server_capacity"]["better"] == "more" and rows["alpha", "server_capacity"]["unit"] == "1/s"
PYTHON

# Exports contain it, too.
run "$canned" export results/latest markdown
expect_out "limited by: client; server capacity 6,784 1/s"
run "$canned" export results/latest gbench
expect_out "1 / handshakes_per_second, limited by: client"
run "$canned" export results/latest bmf
expect_out server-capacity

# A run of a tlsbench that had no latency_p95 is shown, compared and kept; where it is measured, the tables have it only
# with --show, the files and the page always.
cp -rL results/latest older
run "$canned" show older --show latency_p95
expect_exit 0
line 'p95, 16 in flight, us - - -'
tell alpha.so 2879 2824 347000 147400 0.999 0.424 latency_p95=7000
tell beta.so 2879 2824 347000 73700 0.999 0.212 latency_p95=3500
measured run ./pair.ini --library alpha.so,beta.so
expect_exit 0
if grep -q p95 "$scratch/out"; then broken "a table that is not longer"; fi
expect "in the file" grep -q ',latency_p95,us,less,' results/latest/summary.csv
run "$canned" show results/latest --show latency_p95
line 'p95, 16 in flight, us 7,000 ±0.0% 3,500 ±0.0% 2.000x \[2.000, 2.000\]\* -'
run "$tlsbench" report results/latest --output newer.html
expect_exit 0
expect "on the page, in a row and in a chart" grep -q 'latency_<wbr>p95.*"x":"p95"' <(tr -d '\n' <newer.html)
run "$tlsbench" report older --output older.html
expect_exit 0
if grep -q p95 older.html; then broken "a page of what was measured alone"; fi
run "$canned" compare older results/latest
expect_exit 0
expect_out "p50, 16 in flight"
run "$canned" history import older results/latest --history history.db
expect_exit 0
expect_out "imported"
tell alpha.so 2879 2824 347000 147400 0.999 0.424
tell beta.so 2879 2824 347000 73700 0.999 0.212

# Two servers, one twice as fast, with a client that is the limit: the rate is the same, and the note says where the
# difference is.
note="limited by the client, so this rate hides differences of the servers: compare server_cpu instead"
measured compare alpha.so beta.so --suite ./pair.ini --rounds 8
expect_exit 0
expect_out "$note" "1 case, rates limited by: client in 1: beta is 1.000x as fast" "2.000x [2.000, 2.000]"
measured check --baseline alpha.so --candidate beta.so --suite ./pair.ini
expect_exit 0
expect_out "note: $note" "PASS: no confirmed regression"
# The same for a stored run, whose figures are loaded.
measured run ./pair.ini --library alpha.so,beta.so
run "$canned" compare results/latest/
expect_out "$note"

# One server for both: the clients differ, and they are the limit, so nothing is hidden.
measured compare alpha.so beta.so --suite ./pair.ini --rounds 8 --server fault-none --modules "$faulty"
if grep -q "limited by the client, so" "$scratch/out"; then broken "no note where the compared side is the limit"; fi

# One client for both: now the servers differ, behind the same client. If the server is the limit, nothing is hidden.
measured compare alpha.so beta.so --suite ./pair.ini --rounds 8 --client alpha.so
expect_exit 0
expect_out "$note"
tell alpha.so 2879 2824 147400 347000 0.424 0.999
measured compare alpha.so beta.so --suite ./pair.ini --rounds 8 --client alpha.so
expect_exit 0
if grep -q "limited by the server, so" "$scratch/out"; then broken "no note where the compared side is the limit, the server"; fi

# Neither side is busy: that is reported.  The busier side may differ between the libraries.
tell alpha.so 500 30000 347000 147400 0.5 0.3
tell beta.so 2879 2824 200000 347000 0.6 0.99
measured run ./pair.ini --library alpha.so,beta.so
line 'limited by neither \[1\] server both'
expect_out "[1] neither: no side kept its core 95% busy, so the rate is not a limit of a library" \
    "warning: in 1 of 2 loopback rows neither side kept its core 95% busy"
measured compare alpha.so beta.so --suite ./pair.ini --rounds 8
expect_out "neither side is busy with alpha, limited by the server with beta: compare client_cpu and server_cpu"

# With one connection in flight the sides take turns, so it is normal that neither is busy.
echo 'connections = 1' >>pair.ini
case_name=${case_name%16}1
tell alpha.so 500 1900 347000 147400 0.5 0.3
tell beta.so 500 1900 347000 147400 0.5 0.3
tell "$build/modules/plain.so" 5000 190 26600 15600 0.3 0.2
measured run ./pair.ini --library alpha.so,beta.so
line 'p50, 1 in flight, us 1,900 ±0.0% 1,900 ±0.0% 1.000x \[1.000, 1.000\]\? 190 ±0.0%'
expect_out "[1] neither: with one connection in flight, client and server take turns"
if grep -q "warning: in .* loopback rows" "$scratch/out"; then broken "no warning of idle sides"; fi
