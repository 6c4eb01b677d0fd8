#!/usr/bin/env bash
# environment.sh BUILD: conditions other than the library that change figures are recorded, reported, and compared.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-none --case 'kx/*' --no-steady)
condition() { # condition KEY: of the newest run
    python3 -c 'import json, sys
print(json.dumps(json.load(open("results/latest/run.json"))["conditions"][sys.argv[1]], sort_keys=True))' "$1"
}
condition_is() { # condition_is KEY JSON
    [ "$(condition "$1")" = "$2" ] || broken "$1 = $2 in run.json, not $(condition "$1")"
}
clean=(env -u LD_PRELOAD -u LD_LIBRARY_PATH -u GLIBC_TUNABLES -u OPENSSL_CONF)

# ---- Usual conditions: nothing is reported ----
run "${clean[@]}" "${suite[@]}"
expect_exit 0
condition_is nice "$(nice)"
cp -r results/latest/. usual

# ---- Niceness, and variables that a library, the loader or libc reads ----
run "${clean[@]}" MALLOC_ARENA_MAX=1 GLIBC_TUNABLES=glibc.malloc.check=0 EDITOR=none nice -n 3 "${suite[@]}"
expect_exit 0
expect_out "warning: nice $(($(nice) + 3)): " 'warning: GLIBC_TUNABLES=glibc.malloc.check=0; MALLOC_ARENA_MAX=1: '
condition_is nice "$(($(nice) + 3))"
condition_is variables '{"GLIBC_TUNABLES": "glibc.malloc.check=0", "MALLOC_ARENA_MAX": "1"}'
cp -r results/latest/. unusual
run "$tlsbench" history export all.csv
expect "a series of its own" grep -q "; nice $(($(nice) + 3)); GLIBC_TUNABLES=" all.csv

# Figures measured under other conditions are not comparable on this machine.
run "$tlsbench" compare usual unusual
expect_exit 4
expect_err "nice: $(nice) and $(($(nice) + 3))" 'variables: {} and {"GLIBC_TUNABLES'
run "$tlsbench" compare usual unusual --across-hosts
expect_out 'warning: the runs come from different machines'
run "${clean[@]}" "$tlsbench" check --baseline unusual --candidate fault-none --suite "$suites/tiny.ini" --modules "$faulty" \
    --case 'kx/*' --no-steady
expect_exit 4
expect_err "nice: $(($(nice) + 3)) and $(nice)"

# ---- A worker gets only the listed variables ----
run "${clean[@]}" BENCHMARK_FILTER=nothing OPENSSL_ia32cap=:0 EDITOR=none "${suite[@]}"
expect_exit 0
condition_is variables '{"OPENSSL_ia32cap": ":0"}'

# ---- Nor does it get descriptors that the caller left open ----
exec 7<"$suites/tiny.ini"
"$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-hang --case 'kx/*' --no-steady --results hung >out 2>err &
pid=$!
exec 7<&-
its_worker() { # the process runs it, and no longer tlsbench
    child=$(pgrep -P "$pid" -f "^$worker .*--case")
}
last="a run whose worker hangs" status=0 out='' err=''
await 60 its_worker || broken "a worker"
expect "tlsbench has the descriptor" test -e "/proc/$pid/fd/7"
expect "its worker has not" test ! -e "/proc/$child/fd/7"
kill -TERM "$pid"
wait "$pid"

# ---- A word of the command line that is not UTF-8 is written down, if only readably ----
run "${suite[@]}" --results $'r\xff'
expect_exit 0
expect "all words" python3 - <<'PYTHON'
import glob, json
words = json.load(open(glob.glob(b"r\xff/latest/run.json")[0]))["command_line"]
assert words[-2:] == ["--results", "r\ufffd"], words
PYTHON

# ---- A variable that nobody would read to its end ----
long=$(printf '%020000d' 0)
run "${clean[@]}" OPENSSL_LONG="$long" "${suite[@]}"
expect_exit 0
expect_out 'warning: OPENSSL_LONG=000' '000...: the libraries, the loader or the allocator read it'
condition_is variables "{\"OPENSSL_LONG\": \"$long\"}"
run "$tlsbench" show results/latest
expect_exit 0
expect_out 'warning: OPENSSL_LONG=000'
run "$tlsbench" export results/latest junit
expect_exit 0

# ---- A CPU quota, if this machine allows setting one ----
group=/sys/fs/cgroup/cpu/tlsbench-test.$$
if mkdir "$group" 2>/dev/null && echo 20000 2>/dev/null >"$group/cpu.cfs_quota_us"; then
    run sh -c "echo \$\$ >$group/tasks && exec \"\$@\"" - "${clean[@]}" "${suite[@]}"
    expect_exit 0
    expect_out 'warning: cpu quota 0.2 cores: ' 'warning: a CPU quota stopped this run'
    condition_is cpu_quota 0.2
    expect "the time that each sample was stopped" python3 - <<'PYTHON'
import csv
rows = list(csv.DictReader(open("results/latest/samples.csv", newline="")))
assert any(int(row["throttled"]) > 0 for row in rows), "nothing was throttled"
PYTHON
fi
[ ! -d "$group" ] || rmdir "$group"

# ---- Cores that do not exist, or are not allowed ----
run "${suite[@]}" --cpus 0,4095
expect_exit 2
expect_err '--cpus: this process may not run on CPU 4095; choose from '
run "$tlsbench" run quick --case handshake/loopback --library fault-none --modules "$faulty" --cpus 0 --dry-run
expect_exit 2
expect_err '--cpus gives client and server of handshake/loopback/' 'name two: --cpus A,B'
run taskset -c 0 "${suite[@]}" --cpus 1
expect_exit 2
expect_err 'choose from 0'

# ---- Standard output that cannot be written ----
for command in "list cases" "info plain" "docs columns" "history list" "--help" "version"; do
    # shellcheck disable=SC2086 # words
    run sh -c '"$@" >/dev/full' - "$tlsbench" $command
    expect_exit 3
    expect_err 'standard output cannot be written'
    # shellcheck disable=SC2086
    run sh -c '"$@" >&-' - "$tlsbench" $command
    expect_exit 3
    expect_err 'standard output cannot be written'
done
rm -rf results
run sh -c '"$@" >&-' - "${suite[@]}"
expect_exit 3
expect "results that are kept, and only results in them" python3 - <<'PYTHON'
import csv, json
json.load(open("results/latest/run.json"))
assert len(list(csv.DictReader(open("results/latest/samples.csv", newline="")))) > 0
PYTHON

# ---- A pipe that the caller shares, and that does not block: all is printed, if its reader takes its time ----
expect "all cases, as on any other output" python3 - "$tlsbench" <<'PYTHON'
import fcntl, os, subprocess, sys, time
command = [sys.argv[1], "list", "cases"]
whole = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
reader, writer = os.pipe()
fcntl.fcntl(writer, 1031, 4096)  # F_SETPIPE_SZ
os.set_blocking(writer, False)
child = subprocess.Popen(command, stdout=writer)
os.close(writer)
time.sleep(0.2)
with open(reader, "rb") as file:
    assert len(whole) > 8192 and file.read() == whole
assert child.wait() == 0
PYTHON

# ---- A kernel that does not allow tracing ----
if [ -x "$build/bin/tlsbench-counters" ]; then
    for cases in 'handshake/memory/*' 'kx/*'; do
        run "$build/tests/cli/deny_ptrace" "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-none \
            --case "$cases" --no-steady --counters
        expect_exit 0
        expect_out '-: ptrace is denied'
    done
fi

# ---- Keys made by another user ----
if [ "$(id -u)" = 0 ]; then
    expect "keys that all may read" test -z "$(find "$pki" ! -perm -a+r)"
fi
