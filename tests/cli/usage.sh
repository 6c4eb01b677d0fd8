#!/usr/bin/env bash
# usage.sh BUILD: errors on the command line or in a suite file are named, with the nearest valid word, and exit code 2.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

suite_error() { # suite_error TEXT LINE MESSAGE: a suite file with this text is refused at this line
    printf '%b' "$1" >bad.ini
    run "$tlsbench" run bad.ini --dry-run
    expect_exit 2
    expect_err "bad.ini:$2" "$3"
}

run "$tlsbench" --help
expect_exit 0
expect_out run list info docs version
for command in run list info docs; do
    run "$tlsbench" "$command" --help
    expect_exit 0
    expect_out Usage
done
run "$tlsbench" version
expect_exit 0
expect_out tlsbench

run "$tlsbench"
expect_exit 2
run "$tlsbench" rum
expect_exit 2
expect_err "rum" "run"
run "$tlsbench" run quik
expect_exit 2
expect_err "'quik'" "'quick'"
run "$tlsbench" run quick --libary x
expect_exit 2
expect_err "--libary" "--library"
run "$tlsbench" run quick --library plian
expect_exit 2
expect_err "'plian'" "'plain'"
run "$tlsbench" run quick --case 'handshaek/*' --library plain
expect_exit 2
expect_err "handshaek"
for bad in "--rounds 0" "--rounds x" "--chunk-ms -1" "--timeout 1e99" "--seed 0x"; do
    # shellcheck disable=SC2086 # an option and its value
    run "$tlsbench" run quick --dry-run $bad
    expect_exit 2
    expect_err "${bad%% *}"
done

# Words that users try first.
run "$tlsbench" -h
expect_exit 0
expect_out "Usage: tlsbench COMMAND"
run "$tlsbench" run -h
expect_exit 0
expect_out "Usage: tlsbench run"
run "$tlsbench" quick
expect_exit 2
expect_err "'quick' is a suite" "tlsbench run quick"
run "$tlsbench" kx
expect_exit 2
expect_err "'kx' is a driver, not a command; measure its cases with: tlsbench run quick --case kx"
run "$tlsbench" http # which the suite quick does not have
expect_exit 2
expect_err "'http' is a driver" ": tlsbench run https --case http"
run "$tlsbench" plain
expect_exit 2
expect_err "'plain' is a library, not a command" "tlsbench run --library plain" "tlsbench info plain"
run "$tlsbench" run kx
expect_exit 2
expect_err "there is no suite 'kx'" "'kx' is a driver; measure its cases with: tlsbench run quick --case kx"
run "$tlsbench" run run
expect_exit 2
expect_err "there is no suite 'run': it is a command, and only one stands in a line"
run "$tlsbench" help compare
expect_exit 0
expect_out "Usage: tlsbench compare" "-q, --quiet"
run "$tlsbench" help rum
expect_exit 2
expect_err "did you mean 'run'?"
run "$tlsbench" list drivers
expect_exit 0
expect_out "handshake/transport/tls/kx/auth/suite/operation/tickets/certificates/cache/arrivals/process/resumed/connections"
run "$tlsbench" list parameters
expect_exit 0
expect_out "kx: key exchange" "kx         x25519 p256" "a number from 1 to 16777216" "(default aes-128-gcm)"
run "$tlsbench" list libraries --modules /nonexistent
expect_exit 2
expect_err "--modules /nonexistent: No such file"
run "$tlsbench" run quick --library plian --dry-run
expect_exit 2
expect_err "did you mean 'plain'?"
planned() { # planned CASE...: the dry run's cases of driver, at least one, and of nothing else
    run "$tlsbench" run quick --dry-run --modules "$faulty" --library 'fault-no*' --no-plain --no-steady --case "$1"
    expect_exit 0
    expect_out "$2"
}
planned kx kx/x25519/offer
planned handshake/memory handshake/memory/tls1.3
planned aead/aes-128-gcm/1k/once/seal aead/aes-128-gcm/1024/once/seal
run "$tlsbench" run quick --dry-run --case 'kx/x448/*'
expect_exit 2
expect_err "matches no case of this suite" "tlsbench list cases"
run "$tlsbench" run full --dry-run --case 'aead/AES256-gcm/*'
expect_exit 2
expect_err "the nearest is 'aead/aes-256-gcm/"
run "$tlsbench" run quick --dry-run --case 'kx,http/*'
expect_exit 2
expect_err "--case 'http/*' matches no case of this suite" "The suite https has cases of 'http/*': tlsbench run https --case 'http/*'"
run "$tlsbench" run quick --dry-run --case http
expect_exit 2
expect_err "The suite https has cases of 'http': tlsbench run https --case 'http'"
run "$tlsbench" run quick --dry-run --library 'nothing*'
expect_exit 2
expect_err "--library 'nothing*' matches no library here"

# Which metrics the tables have.
run "$tlsbench" run quick --dry-run --modules "$faulty" --library fault-none --case kx --show tyme
expect_exit 2
expect_err "--show 'tyme': no case of this run has this metric; did you mean 'time'?" "tlsbench list metrics"
run "$tlsbench" run quick --dry-run --modules "$faulty" --library fault-none --case kx --show locks
expect_exit 2
expect_err "--show 'locks': no case of this run has this metric; it is a counter"
run "$tlsbench" run quick --dry-run --modules "$faulty" --library fault-none --case kx/x25519/exchange/threads-2 --metric cycles
expect_exit 2
expect_err "cycles can be counted in local and memory cases only, without /threads-N"
run "$tlsbench" export results/latest markdown --output table.md
expect_exit 2
expect_err "export does not take --output: the file stands behind the format"

# Several suites: the cases of all of them, each once; the larger number applies where they differ.
printf '[suite]\ntitle = One\nrounds = 3\nchunk-ms = 1\n[kx]\nkx = x25519 p256\noperation = offer\n' >one.ini
printf '[suite]\ntitle = Two\nrounds = 5\nchunks = 2\n[kx]\nkx = p256 p384\noperation = offer\n' >two.ini
several() { # several ARGUMENT...
    run "$tlsbench" run one.ini two.ini one.ini --modules "$faulty" --library fault-none --no-steady "$@"
}
several --dry-run
expect_exit 0
expect_out "suite one+two (one.ini two.ini): One; Two" "5 rounds, 2 chunks" "at least 1 ms" "3 cases:" kx/x25519/offer kx/p256/offer kx/p384/offer
expect_err "note: one has rounds = 3 and two 5: the larger number applies to all cases"
expect "no word of what only one of them has" test -z "$(grep chunk <<<"$err")"
several --dry-run --rounds 4
expect_out "4 rounds, 2 chunks"
several --case kx/x25519/offer --rounds 1 --results several --chunk-ms 1 -q # which fault-none can do
expect_exit 0
expect "no progress" test -z "$(grep -E 'left:|%' <<<"$err")"
expect "one folder" test "$(find several -mindepth 1 -maxdepth 1 -name '*-one+two' | wc -l)" -eq 1
expect "both suites in run.json" test "$(jq -r .suite.source several/latest/run.json | grep -c '^title')" -eq 2
printf 'libraries = plain\n' | sed -i '2r /dev/stdin' two.ini
run "$tlsbench" run one.ini two.ini --dry-run
expect_exit 2
expect_err "the suites one and two name different libraries; choose them with --library"
several --dry-run
expect_exit 0
printf '[check]\nthreshold = 2%%\n' >>two.ini
several --dry-run
expect_exit 0
expect_err "the [check] of two differs from that of one and is left out; if you compare this run, give --threshold"
run "$tlsbench" run one.ini nowhere.ini
expect_exit 2
expect_err nowhere.ini

# What would have no effect is an error, and what is meant is said.
refused() { # refused TEXT ARGUMENT...
    local text=$1
    shift
    run "$tlsbench" "$@"
    expect_exit 2
    expect_err "$text"
}
refused "'kx' is one; leave it out" list suites kx
refused "--modules has no effect on list cases" list cases --modules "$faulty"
refused "--suites has no effect on list metrics" list metrics --suites "$suites"
refused "--suites has no effect, because one.ini is the path of a suite" list cases one.ini --suites "$suites"
refused "--suites has no effect, because one.ini is the path of a suite" run one.ini ./two.ini --suites "$suites" --dry-run
refused "ciphers are values of the parameter suite: tlsbench list parameters" list ciphers
refused "tlsbench history list shows the runs.  There are: suites cases" list runs
refused "it is a parameter, whose values are in tlsbench list parameters" list auth
refused "it is a driver, whose cases are in tlsbench list cases" list aead
refused "did you mean 'metrics'?" list metric
refused "there is no library 'nothing'" info fault-none,nothing --modules "$faulty"
refused "a word too many behind --help, 'run'" --help run
refused "a word too many behind run, 'check'" help run check
refused "version takes no operands" --version now
refused "did you mean --version?" -V
refused "options stand behind a command, and '-q' stands before it" -q run
refused "name the builds with --baseline a --candidate b" check a b
run "$tlsbench" list counters
expect_exit 0
expect_out system_calls allocations
run "$tlsbench" list cases versions,quick
expect_exit 0
expect_out kx/x25519/offer
run "$tlsbench" info fault-none plain --modules "$faulty"
expect_exit 0
expect_out fault-none plain

# One suite that cannot be read does not hide the others.
mkdir ours
printf '[suite]\ntitle = Good\n[kx]\nkx = x25519\noperation = offer\n' >ours/good.ini
printf '[suite]\nruonds = 1\n' >ours/bad.ini
for list in suites cases; do
    run "$tlsbench" list $list --suites ours
    expect_exit 1
    expect_err "this suite is left out: " "ours/bad.ini:2"
    grep -qE '^(good|kx/x25519/offer)' "$scratch/out" || broken "the good suite"
done
refused "ours/bad.ini:2" list cases bad --suites ours

# Options that are called otherwise here.
meant() { # meant OPTION MEANT COMMAND...
    local given=$1 text=$2
    shift 2
    refused "there is no option $given; did you mean $text?" "$@" "$given" x
}
meant --cores --cpus run
meant --output --results run
meant --iterations --rounds compare
meant --filter --case run
meant --new --candidate check
meant --format --export run
meant --db --history history list
refused "there is no option --csv; the folder of each run has CSV files" run --csv
refused "size is a part of the name of a case, so choose by --case" run --size 16k
refused "check does not take --library: name the builds with --baseline and --candidate" check --library x
for command in check calibrate capacity anatomy; do
    refused "$command does not take --no-plain: " $command --no-plain
    run "$tlsbench" $command --help
    expect_exit 0
    if grep -q -- '--no-plain' "$scratch/out"; then broken "no word of --no-plain"; fi
done
refused "use --show latency_p99" compare fault-none plain --modules "$faulty" --metric latency_p99
refused "capacity does not take --case: " capacity --case kx
refused "anatomy does not take --window-ms: " anatomy --window-ms 5
run env COLUMNS=80 "$tlsbench" run --help
expect_exit 0
expect "help that fits 80 columns" test -z "$(sed '/^  --[^ ]* [^ ]*$/d' "$scratch/out" | grep -E '.{81}')"
run "$tlsbench" calibrate --help
expect_out "the build, by name or [LABEL=]FILE.so" "--history FILE "

# A suite where another command has it.
run "$tlsbench" run --suite ./one.ini two.ini --modules "$faulty" --library fault-none --no-steady --dry-run
expect_exit 0
expect_out "suite one+two"
refused "'quick' is a suite, and compare takes libraries or runs; name it with --suite quick" compare fault-none quick --modules "$faulty"
refused "unexpected 'ci': name the suite with --suite ci" check ci
refused "unexpected 'ci': name the suite with --suite ci" calibrate ci
refused "'quick' is a suite, and anatomy takes cases of handshakes in memory; measure the suite with tlsbench run quick" anatomy quick
refused "'one.ini' is the path of a suite" anatomy one.ini
refused "leave it out, because all of its cases are measured" anatomy anatomy

# Commas where words do, percent signs where percentages, and sizes in k.
run "$tlsbench" compare fault-none,fault-dirty --suite ./one.ini --modules "$faulty" --dry-run --inject 20%:every-2 --threshold '5%'
expect_exit 0
expect_out fault-none fault-dirty
run "$tlsbench" run one.ini,two.ini --modules "$faulty" --library fault-none --no-steady --dry-run
expect_out "suite one+two"
refused "'20%%' is not a percentage" run one.ini --modules "$faulty" --library fault-none --inject '20%%'
printf '[aead]\nsuite = aes-128-gcm\nsize = 1k 16k\noperation = seal\n' >sizes.ini
run "$tlsbench" run sizes.ini --modules "$faulty" --library fault-none --no-steady --dry-run --case 'aead/*/16k/*'
expect_exit 0
expect_out "1 case" aead/aes-128-gcm/16384/once/seal

# Options of what is not measured.
memory=(run one.ini --modules "$faulty" --library fault-none --dry-run --no-steady)
run "$tlsbench" "${memory[@]}"
expect_exit 0
if grep -q loopback "$scratch/out"; then broken "no word of what is not measured"; fi
expect_err "trying each case   0%: fault-none in "
refused "--window-ms has no effect, because no selected case is over loopback; use --chunk-ms" "${memory[@]}" --window-ms 50
refused "--pairs has no effect, because no selected case is over loopback" "${memory[@]}" --pairs
refused "--pairs has no effect on one library; name two or more with --library" run "$suites/tiny.ini" --modules "$faulty" \
    --library fault-none --dry-run --no-steady --case handshake/loopback --pairs
refused "--server has no effect, because no selected case is over loopback" "${memory[@]}" --server fault-none
refused "--client has no effect, because no selected case is over loopback" "${memory[@]}" --client fault-none
ends=(run "$suites/tiny.ini" --modules "$faulty" --library fault-none --dry-run --no-steady --case handshake/loopback)
refused "--server and --client exclude each other; leave one out" "${ends[@]}" --server fault-none --client fault-none
refused "--pairs and --client exclude each other; leave one out" "${ends[@]}" --pairs --client fault-none
refused "there is no library 'fault-nobody'" "${ends[@]}" --client fault-nobody
refused "--print-commands has no effect with --dry-run" "${memory[@]}" --print-commands
refused "--chunk-ms has no effect, because every selected case is over loopback" run "$suites/tiny.ini" --modules "$faulty" \
    --library fault-none --dry-run --no-steady --case handshake/loopback --chunk-ms 1
held=(run "$suites/tiny.ini" --modules "$faulty" --library fault-none --dry-run
    --case held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/handshake/usual/1000)
refused "--window-ms has no effect, because connections that are held are not timed" "${held[@]}" --window-ms 50
refused "--chunks has no effect, because connections that are held are not timed" "${held[@]}" --no-steady --chunks 3

# Whole names to copy.
refused "The nearest case of this suite is kx/x25519/offer" run one.ini --modules "$faulty" --library fault-none --case kx/x25519/ofer
refused "One is http/" run quick --dry-run --case http
refused "'x25519' is a value of kx: --case '*/x25519/*' chooses cases by it." run quick --dry-run --case x25519

# Runs that are not there.
mkdir -p results/20260101T000000Z-quick
echo x >results/20260101T000000Z-quick/samples.csv
ln -s 20260101T000000Z-quick results/latest
refused "there is no folder results/20260101T000000Z-quik; did you mean 'results/20260101T000000Z-quick'?" \
    show results/20260101T000000Z-quik
refused "did you mean 'results/20260101T000000Z-quick'?" report 20260101T000000Z-quick
refused "results is not the folder of a run: it has no samples.csv; did you mean 'results/latest'?" export results bmf
refused "there is no folder results/nothing" compare results/nothing results/latest
refused "there is no folder results/nothing" check --baseline results/nothing --candidate fault-none
refused "there is no folder results/nothing" history import results/nothing --history imported.db
refused "one.ini is a file, and not the folder of a run" report one.ini
refused "--threshold has no effect on the page of a run" report results/latest --threshold 5%
refused "--results has no effect, because results/latest names the run" report results/latest --results results
refused "--threshold 0.5.: not a percentage from 0 to 1000" report history --threshold 0.5.
refused "options of a measurement have no effect" compare results/latest --timeout 5
refused "--results has no effect, because --history names the file" history list --history h.db --results results
refused "--results has no effect, because --history and --output name both" report history --history h.db --output x.html \
    --results results
refused "--threshold has no effect on history show" history show kx --threshold 5%
refused "--library has no effect on history export" history export --library x
rm -r results

# Limits that are too low are reported before anything else.
for limit in "n 20 files" "s 256 stack"; do
    read -r letter most what <<<"$limit"
    run bash -c "ulimit -$letter $most && exec \"\$@\"" - "$tlsbench" list
    expect_exit 2
    expect_err "$what" "ulimit -$letter"
done

suite_error '[suite]\nrounds = many\n' 2 "many"
suite_error '[suite]\nruonds = 2\n' 2 "rounds"
suite_error '[suite]\n[kxx]\nkx = x25519\n' 2 "kx"
suite_error '[suite]\n[kx]\nkx = x25591\n' 3 "x25519"
suite_error '[suite]\n[kx]\nkex = x25519\n' 3 "kx"
suite_error '[suite]\n[aead]\nsuite = aes-128-gcm\nsize = -5\noperation = seal\n' 4 "-5"
suite_error 'rounds = 2\n' 1 "There are: kx signature aead"
suite_error '[suite]\nrounds = 2\n' 2 "There are: kx signature aead"
run "$tlsbench" run nowhere.ini
expect_exit 2
expect_err nowhere.ini

run "$tlsbench" list cases
expect_exit 0
expect_out kx/x25519/offer
run "$tlsbench" list libraries
expect_exit 0
expect_out plain
run "$tlsbench" list metrics
expect_exit 0
expect_out handshakes_per_second
run "$tlsbench" list suites
expect_exit 0
expect_out quick full
expect "the names are sorted" env LC_ALL=C sort -c <(awk '{ print $1 }' "$scratch/out")
# shellcheck disable=SC2016 # awk's
expect "the columns stand below each other" awk '{ at = match($0, / cases,/) } NR > 1 && at != last { exit 1 } { last = at }' \
    "$scratch/out"
run "$tlsbench" info plain
expect_exit 0
expect_out plain
run "$tlsbench" info fault-none --modules "$faulty"
expect_exit 0
expect_out "version        1.0" "date           2026-03-04 (package): the code may be older"
run "$tlsbench" info nothing
expect_exit 2
expect_err "'nothing'"
