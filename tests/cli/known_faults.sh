#!/usr/bin/env bash
# known_faults.sh BUILD: published vectors that a library gets wrong are reported by info, below tables with an affected
# row, and in the run's files; nowhere else.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

note="x25519: gives a wrong secret for 6 published vectors: see tlsbench info fault-wrong-vector"
whole="gives a wrong secret for 6 published vectors (Wycheproof x25519_test 7, 91, 103, 104, 105, 119); known of wolfSSL alone"

run "$tlsbench" info fault-wrong-vector --modules "$faulty"
expect_exit 0
expect_out "known fault" "x25519: $whole"
run "$tlsbench" info fault-none --modules "$faulty"
expect_exit 0
grep -q "known fault" out && broken "no known fault"

# A worker that measures does not run vectors.
run "$worker" --module "$faulty/fault-wrong-vector.so" --info
expect "the fault in the record" grep -q published <<<"$(record_field faults)"
run "$worker" --module "$faulty/fault-wrong-vector.so" --case kx/x25519/offer --check
expect_record ok
expect "no fault in the record of a sample" test -z "$(record_field faults)"

suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --no-plain --results results --rounds 1)
run "${suite[@]}" --library fault-none,fault-wrong-vector --case 'kx/*,handshake/memory/*'
expect_exit 0
expect_out "note: fault-wrong-vector, $note"
expect "one note under each of two tables" test "$(grep -c "^note: fault-wrong-vector, x25519" out)" -eq 2
grep -q "note: fault-none, x25519" out && broken "no note on a library without the fault"
expect "the fault in run.json" grep -q "known of wolfSSL alone" results/latest/run.json

run "$tlsbench" export results/latest markdown
expect_out "known faults: <code>x25519"

# Stored runs have it in their run.json.
for results in earlier later; do
    run "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --results "$results" --rounds 1 \
        --library fault-wrong-vector --case kx/x25519/offer
    expect_exit 0
done
run "$tlsbench" compare earlier/latest later/latest
expect_out "note: fault-wrong-vector, $note"

run "$tlsbench" compare fault-none fault-wrong-vector --modules "$faulty" --case kx/x25519/offer --rounds 6 --results results
expect_out "note: fault-wrong-vector, $note"
run "$tlsbench" compare fault-none fault-wrong-vector --modules "$faulty" --case schedule/tls1.3/sha256/full --rounds 6 --results results
grep -q "^note: fault-wrong-vector, x25519" out && broken "no note where no row uses the algorithm"
exit 0
