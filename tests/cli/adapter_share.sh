#!/usr/bin/env bash
# adapter_share.sh BUILD: the timed instructions belong to the library; bench/studies/adapter_share/cases.txt has the
# allowed share of the adapter.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
share=$here/../../bench/studies/adapter_share/share

count() { # count WORD...: as run does, with the time that valgrind takes
    last="share $*"
    timeout -k 5 600 python3 "$share" --build "$build" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    status=$?
    out=$(cat "$scratch/out")
    err=$(cat "$scratch/err")
}

# Without valgrind nothing can be counted, and the message says how to get it.
mkdir empty
python=$(python3 -c "import sys; print(sys.executable)") # and not a wrapper, which would need a PATH
run env PATH="$scratch/empty" "$python" "$share" --build "$build"
expect_exit 77
expect_err "valgrind is not on the PATH; install it with apt-get install valgrind"

count --libraries "$faulty/fault-none.so" --case kx/x25519/offer --check
if [ "$status" -eq 77 ]; then
    echo "skipped: $err"
    exit 77
fi

# The check can fail: with a module that consists of only an adapter.
expect_exit 1
expect_out "above the bound of cases.txt:" "kx/x25519/offer, "
expect "all of it is ours" grep -qE ': (99|100)\.[0-9]+ %, ' "$scratch/out"
count --libraries plain --case 'no/such/case'
expect_exit 2
expect_err "no case was counted"
count --libraries nothing
expect_exit 2
expect_err "nothing.so does not exist"

for module in "$build"/modules/*.so; do
    library=$(basename "$module" .so)
    # The distribution's libraries are stripped: callgrind cannot tell all of their functions from ours.
    case $library in plain | *-distro) continue ;; esac
    count --libraries "$library" --quick --check
    expect_exit 0
    cat "$scratch/out"
done
