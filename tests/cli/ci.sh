#!/usr/bin/env bash
# ci.sh BUILD SOURCE: bench/ci/check.sh as used in continuous integration: two revisions of a tiny library in a git
# repository, built by a command, measured, judged.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
top=$2
check=$top/bench/ci/check.sh

# A library of one file: a simulated backend.  Its second revision is slower in one step of a key exchange, its third
# changes a comment.
git init -q -b main library
commit() { # commit MESSAGE
    git -C library add -A
    git -C library -c user.name=test -c user.email=test@localhost -c commit.gpgsign=false commit -q -m "$1"
    git -C library tag "$1"
}
cp "$top"/tests/fault/{fault*.[ch],soil.h,soil_none.c} library
commit base
sed -i '/^static enum tb_status kx_offer/,/^{/ s/^{/{\n    fault_work(2000);/' library/*.c
commit slow
git -C library checkout -q base
echo '/* A comment. */' >>library/fault_backend.c
commit same
git -C library checkout -q main
compile="unset LD_PRELOAD; cc -O2 -shared -fPIC -D_GNU_SOURCE -I'$top' -I'$top/src' -DTB_FAULT='\"none\"' -o \"\$PREFIX/module.so\" fault_*.c soil_none.c"

# Uses clockwork, without reference work, which uses no simulated library: next to other tests the machine's speed does
# change.
clockwork
gate() { # gate BASE HEAD [CHECK-OPTION]...: a few seconds
    run "$check" --bin "$build" --source library --build "$compile" --out "out dir" "$1" "$2" -- \
        --suite "$suites/tiny.ini" --case 'kx/*' --rounds 12 --chunks 1 --no-steady "${@:3}"
}
results="out dir/results/latest"

gate base slow
expect_exit 1
expect "the verdict first" grep -q '^\*\*.*regressed' <(head -n 1 "out dir/report.md")
expect "the case that got slower" grep -q 'kx/x25519/offer.*regressed' "out dir/report.md"
expect "a failed test" grep -q '<failure' "out dir/junit.xml"
expect "JUnit's XML" "$here/junit.py" "out dir/junit.xml"
for file in samples.csv summary.csv run.json; do
    expect "$file is kept" test -s "$results/$file"
done
if [ -n "$(find "${TLSBENCH_VEGA:-/usr/share/javascript/vega}" -name 'vega*.min.js' 2>/dev/null)" ]; then
    expect "a page with charts" grep -q 'id="data"' "out dir/report.html"
fi
expect "the repository is left alone" test -z "$(git -C library status --short)"

# Nothing is built twice, also of a command that ends with a newline; and no result of the previous check is mistaken for
# this one's.
touch marker
compile+=$'\n'
gate base slow --case nothing-of-this-name
expect_exit 2
expect "the builds of the first call" test -z "$(find "out dir/prefixes" -name module.so -newer marker)"
expect "a page that says so" grep -q '^\*\*tlsbench did not check this: .*exit code 2' "out dir/report.md"
expect "one test, an error, and none of last time" grep -q 'tests="1" failures="0" errors="1"' "out dir/junit.xml"
expect "JUnit's XML" "$here/junit.py" "out dir/junit.xml"

# Changing a comment is not a change: differences between processes may leave it inconclusive, but it is never a
# regression.
gate base same --fail-on regressed
expect "no regression" test "$status" -ne 1

# Two modules that were built elsewhere.
run "$check" --bin "$build" --out modules "$faulty/fault-none.so" "$faulty/fault-none.so" -- \
    --suite "$suites/tiny.ini" --case 'kx/*' --rounds 6 --chunks 1 --no-steady --fail-on regressed
expect "no regression" test "$status" -ne 1
expect "a page" test -s modules/report.md

# Errors are named.
run "$check" --bin "$build" base.so
expect_exit 2
expect_err 'name BASE and HEAD'
run "$check" --bin "$build" --out elsewhere --source library --build "$compile" base nonesuch
expect_exit 2
expect_err "no revision 'nonesuch'"
run "$check" --bin "$build" --out elsewhere --source . --build "$compile" base slow
expect_exit 2
expect_err "--source . cannot be read as a git repository"
expect "git's words" grep -q '^    fatal: not a git repository' elsewhere/report.md
for times in first again; do # what was not installed is not taken for a build the next time
    run "$check" --bin "$build" --out elsewhere --source library --build 'echo done' base slow
    expect_exit 2
    expect_err "--build installed neither include/ nor module.so of BASE, revision base"
    expect "words of the build, $times" grep -q '^    done' elsewhere/report.md
done
run "$check" --bin "$build" --out elsewhere --source library --build 'echo the compiler says no; false' base slow
expect_exit 2
expect_err 'the compiler says no' 'BASE, revision base'
run "$check" --bin "$build" --out elsewhere nothing-here.so "$faulty/fault-none.so"
expect_exit 2
expect_err 'nothing-here.so'
run "$check" --bin "$scratch" --out elsewhere "$faulty/fault-none.so" "$faulty/fault-none.so"
expect_exit 2
expect_err 'bench/run --setup-only'
run "$check" --linkage dynamic base.so head.so
expect_exit 2
expect_err "--linkage dynamic"
run "$check" --frobnicate
expect_exit 2
expect_err --frobnicate

# One side cannot be built: which one, why, and a page and a test that replace those of the previous check.
sed -i 's/^static enum tb_status kx_offer/no C at all <b>@everybody<\/b>\n&/' library/fault_backend.c
commit broken
gate base broken
expect_exit 2
expect_err "HEAD, revision broken"
expect "a page that says so first" grep -q '^\*\*tlsbench did not check this: HEAD, revision broken .* cannot be built' \
    <(head -n 1 "out dir/report.md")
expect "the compiler's words, as plain text" grep -q '^    .*@everybody' "out dir/report.md"
expect "a test that is an error" grep -q '<error .*cannot be built' "out dir/junit.xml"
expect "JUnit's XML" "$here/junit.py" "out dir/junit.xml"
expect "no figures of last time" test ! -e "out dir/bmf.json"

# A candidate that crashes is neither slower nor fine: each of its cases reports that.
run "$check" --bin "$build" --out crashed "$faulty/fault-none.so" "$faulty/fault-crash.so" -- \
    --suite "$suites/tiny.ini" --case 'kx/*' --rounds 12 --chunks 1 --no-steady
[ "$status" -ne 0 ] || broken "an exit code for a crash"
expect "a page with what happened" grep -qi 'signal\|SIGSEGV' crashed/report.md
expect "a test that failed" grep -q '<failure' crashed/junit.xml
expect "JUnit's XML" "$here/junit.py" crashed/junit.xml

# An unpredictable machine: real clocks, and few rounds.  Any result is reported.
real_time
run "$check" --bin "$build" --out noisy "base=$faulty/fault-none.so" "head=$faulty/fault-none.so"
expect_exit 2
expect_err "neither a module"
run "$check" --bin "$build" --out noisy "$faulty/fault-none.so" "$faulty/fault-none.so" -- \
    --suite "$suites/tiny.ini" --case 'kx/*' --rounds 12 --chunks 1 --no-steady
expect "a verdict on the first line" grep -q '^\*\*.*\*\*' <(head -n 1 noisy/report.md)
expect "JUnit's XML" "$here/junit.py" noisy/junit.xml

# A build and its own copy: floors, in a history that the next job finds.
run "$check" --bin "$build" --out calibrated --history kept/history.db --calibrate 3 "$faulty/fault-none.so" -- \
    --suite "$suites/tiny.ini" --case 'kx/x25519/offer' --rounds 6 --second-rounds 6 --chunks 1 --no-steady
expect_exit 0
expect_err "the noise floors of this machine are in"
run "$check" --bin "$build" --out calibrated --history kept/history.db "$faulty/fault-none.so" "$faulty/fault-none.so" -- \
    --suite "$suites/tiny.ini" --case 'kx/x25519/offer' --rounds 6 --second-rounds 6 --chunks 1 --no-steady
expect_out "false alarms on this host"
run "$check" --calibrate 3 base.so head.so
expect_exit 2
expect_err "one side"
for number in many 2 99999999999999999999; do
    run "$check" --calibrate $number base.so
    expect_exit 2
    expect_err "--calibrate $number: not a number of checks from 3 on"
done

# In a pipe: at most one line every ten seconds, which counts the rounds.
run "$tlsbench" check --baseline "$faulty/fault-none.so" --candidate "$faulty/fault-none.so" --suite "$suites/tiny.ini" \
    --case 'kx/*' --rounds 30 --chunks 1 --no-steady
[ "$(grep -c ' left: ' "$scratch/err")" -le $((1 + SECONDS / 10)) ] || broken "few lines of progress"

# The set-up for it consists of packages; nothing is brought or built.
run "$top/bench/run" --packages-only
expect_exit 0
expect_out "[1/1] packages"
run "$top/bench/run" --packages-only quick
expect_exit 2
