#!/usr/bin/env bash
# vectors.sh BUILD: the state in which a library leaves the vector registers is read from the processor, and reported
# with its rows and by info.  No particular library is expected to do either: that depends on it, and on the processor.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

told=no # XGETBV with ECX = 1: Linux lists it
grep -qw xgetbv1 /proc/cpuinfo && told=yes
grep -qw avx2 /proc/cpuinfo || told=no

# The worker's report on each operation, and info's text, of each product.
found=0
for module in "$build"/modules/{"$boringssl",openssl-3.5,wolfssl-5.7,plain}.so "$faulty"/fault-{none,dirty}.so; do
    [ -e "$module" ] || continue
    library=$(basename "$module" .so)
    run "$worker" --module "$module" --pki "$pki" --vectors
    expect_exit 0
    expect_record ok
    expect "0 or 1, and three times, of each operation of $library" python3 - "$scratch/out" "$library" "$told" <<'PYTHON'
import json, sys
path, library, told = sys.argv[1:]
metrics = json.loads(open(path).read().splitlines()[-1])["metrics"]
assert bool(metrics) == (told == "yes" and library != "plain"), metrics
for name, values in metrics.items():
    assert len(values) == 4 and values[0] in (0, 1) and min(values[1:]) > 0, (name, values)
if metrics and library.startswith("fault-"):
    dirty = {name for name, values in metrics.items() if values[0]}
    assert ("kx/x25519/offer" in dirty) == (library == "fault-dirty"), dirty
    assert not any(name.startswith("aead/") for name in dirty), dirty
PYTHON
    run "$tlsbench" info "$library" --modules "$faulty"
    expect_exit 0
    expect_out "  vectors        "
    found=$((found + 1))
done
[ "$found" -gt 2 ] || broken "modules in $build/modules"

# Below the table and in samples.csv, only for the library that does it.
run "$tlsbench" run "$suites/tiny.ini" --case 'kx/x25519/offer' --modules "$faulty" --library fault-none,fault-dirty \
    --no-steady
expect_exit 0
expect "clean and dirty in samples.csv" python3 - "$told" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open("results/latest/samples.csv", newline="")))
seen = {(row["library"], row["vectors"]) for row in rows}
assert seen == ({("fault-none", "clean"), ("fault-dirty", "dirty")} if sys.argv[1] == "yes"
                else {("fault-none", ""), ("fault-dirty", "")}), seen
PYTHON
note="note: fault-dirty leaves the vector registers dirty after kx/x25519/offer"
if [ "$told" = yes ]; then
    expect_out "$note" "tlsbench info fault-dirty"
elif grep -qF "$note" "$scratch/out"; then
    broken "no note where the processor does not tell"
fi
if grep -qF "fault-none leaves" "$scratch/out"; then broken "no note of the other library"; fi
run "$tlsbench" show results/latest
[ "$told" = no ] || expect_out "$note"

# For one case.
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --vectors --case kx/x25519/offer
expect_exit 0
expect "that case alone" python3 - "$scratch/out" "$told" <<'PYTHON'
import json, sys
metrics = json.loads(open(sys.argv[1]).read().splitlines()[-1])["metrics"]
assert list(metrics) == (["kx/x25519/offer"] if sys.argv[2] == "yes" else []), metrics
PYTHON
run "$worker" --module "$faulty/fault-unsupported.so" --pki "$pki" --vectors --case kx/x25519/offer
[ "$told" = no ] || expect_record unsupported

# An anatomy has the primitives started with clean and with dirty registers, in addition to those in a row.
run "$tlsbench" anatomy handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full --results results \
    --library "$boringssl" --rounds 1 --chunks 1 --chunk-ms 1 --no-steady
expect_exit 0
[ "$told" = no ] || expect_out "the primitives, back to back" "each with clean vector registers" "each with dirty vector registers"
