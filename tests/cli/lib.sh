# shellcheck shell=bash
# lib.sh - shared by the command-line tests: runs a program, and states what must be in its output.
#
# Sourced with the build folder as $1.  A test is a script of calls of `run` and of expectations on what it left in
# $status, $out (standard output) and $err (standard error).  The first broken expectation shows all three and ends
# the test. shellcheck shell=bash
set -uo pipefail

build=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # the tests use them
{
    tlsbench=$build/bin/tlsbench
    worker=$build/bin/tlsbench-worker
    faulty=$build/tests/modules
    pki=$build/pki
    suites=$here/suites
    # BoringSSL of the default set, or its stand-in if its repository could not be reached
    boringssl=boringssl
    [ -e "$build/modules/boringssl.so" ] || boringssl='boringssl-2023'
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

# Debian's python3, which has the modules that set-up installs; a version manager's takes longer to start than most
# tests.
if [ -x /usr/bin/python3 ]; then
    mkdir .bin && ln -s /usr/bin/python3 .bin/python3
    PATH=$scratch/.bin:$PATH
fi

run() { # run COMMAND...: seconds; the limit is for what hangs, however busy the machine
    last=$*
    timeout -k 5 300 "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    status=$?
    out=$(<"$scratch/out")
    err=$(<"$scratch/err")
}

# Verdicts must not depend on other work on this machine: from here on the clocks of workers show the work of simulated
# libraries, and nothing else.  For local and memory cases only; sanitizers normally insist on being loaded first, which
# is switched off.
clockwork() {
    export LD_PRELOAD=$build/tests/clockwork.so
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
}
operations_take() { # operations_take NS: else as long as the simulated library says
    export TLSBENCH_FAULT_WORK=$1
}
real_time() {
    unset LD_PRELOAD
}

# A sanitizer's malloc says nothing of memory, and keeps what was freed.
is_sanitized() {
    ! grep -q '^TLSBENCH_SANITIZE:[A-Z]*=$' "$build/CMakeCache.txt"
}

# make_suite FILE ROUNDS CHUNKS LINE...: a suite of chunks of a millisecond; the lines go on within [suite]
make_suite() {
    printf '%s\n' '[suite]' "rounds = $2" "chunks = $3" 'chunk-ms = 1' "${@:4}" >"$1"
}
# Sections for it; of kx, a line with its operations is to follow.
# shellcheck disable=SC2034
{
    section_kx=('[kx]' 'kx = x25519')
    section_seal=('[aead]' 'suite = aes-128-gcm' 'size = 64' 'operation = seal')
    section_memory=('[handshake]' 'transport = memory' 'tls = tls1.3' 'kx = x25519' 'auth = ecdsa-p256')
}

await() { # await SECONDS COMMAND...: until it succeeds, or that long; false: it never did
    local left=$(($1 * 20))
    shift
    until "$@"; do
        [ $((left -= 1)) -gt 0 ] || return 1
        sleep 0.05
    done
}
has_line() { # has_line FILE
    [ -s "$1" ]
}
has_samples() { # has_samples FOLDER NUMBER: a run in there has more rows than that
    [ "$(cat "$1"/*/samples.csv* 2>/dev/null | wc -l)" -gt "$2" ]
}

broken() { # broken WHAT
    printf 'expected: %s\n$ %s\nexit %s\n--- stdout\n%s\n--- stderr\n%s\n' "$1" "$last" "$status" "$out" "$err"
    exit 1
}

expect_exit() { # expect_exit N
    [ "$status" -eq "$1" ] || broken "exit code $1"
}
# expect_good FOLDER: exit code 0, or 1 only because of what a busy machine does to a run over loopback
expect_good() {
    [ "$status" -eq 1 ] && python3 "$here/only_machine.py" "$1" && return
    expect_exit 0
}
# stands FILE TEXT: it stands in the file.  Most texts are found without starting a program, of which there would be
# thousands.
stands() {
    local content
    IFS= read -r -d '' content <"$1"
    [[ $content == *"$2"* ]] || grep -qF -- "$2" "$1"
}
expect_out() { # expect_out TEXT...: each stands in standard output
    local text
    for text; do
        stands "$scratch/out" "$text" || broken "'$text' in standard output"
    done
}
expect_err() { # expect_err TEXT...: each stands in standard error
    local text
    for text; do
        stands "$scratch/err" "$text" || broken "'$text' in standard error"
    done
}
expect() { # expect WHAT COMMAND...: the command succeeds
    local what=$1
    shift
    "$@" || broken "$what"
}

# record_field FIELD: from the record that the worker printed last
record_field() {
    tail -n 1 "$scratch/out" | jq -r ".$1"
}
expect_record() { # expect_record STATUS [TEXT in its reason]
    [ "$(record_field status)" = "$1" ] || broken "a record with status $1"
    [ -z "${2-}" ] || grep -qF -- "$2" <<<"$(record_field reason)" || broken "'$2' in the record's reason"
}

# summary_is FOLDER LIBRARY STATUS [TEXT]: every row of the library except for the reference work has this status, with
# the text in its reason; rows that a busy machine spoilt are skipped
summary_is() {
    last="summary of $1"
    out=$(cat "$1/summary.csv")
    python3 - "$1/summary.csv" "$2" "$3" "${4-}" <<'PYTHON' || broken "every row of $2 is $3 ${4-}"
import csv, sys
path, library, status, text = sys.argv[1:]
rows = [row for row in csv.DictReader(open(path, newline="")) if row["library"] == library and row["driver"] != "steady"]
rows = [row for row in rows if row["status"] == status or "the machine is too busy" not in row["reason"]]
bad = [row for row in rows if row["status"] != status or text not in row["reason"]]
for row in bad:
    print(row["case"], row["metric"], row["status"], row["reason"])
sys.exit(not rows or bool(bad))
PYTHON
}
