#!/usr/bin/env bash
# plan.sh BUILD: the plan can be shown before it is run, repeated, and each of its commands can be run by hand.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --results results)

run "${suite[@]}" --library fault-none,fault-unsupported --dry-run
expect_exit 0
expect_out kx/x25519/offer handshake/loopback/ plain unsupported
expect_out "takes about" "client and server on cores"
expect "a dry run leaves nothing" test ! -e results
expect_err "trying each case   0%: "
run "${suite[@]}" --library fault-none,fault-crash --no-plain --no-steady --dry-run
expect_exit 0
expect_out "fault-crash: failed: " # each case is tried

printf '[suite]\nrounds = 1\n[handshake]\ntransport = memory\ntls = tls1.3\nkx = rsa x25519\nauth = rsa-2048\n' >mixed.ini
run "$tlsbench" run mixed.ini --modules "$faulty" --library fault-none --dry-run
expect_exit 0
expect_out "TLS 1.3 has no RSA key transport"

# The commands are real: the first ones of local cases are run as shown.
run "${suite[@]}" --library fault-none --case 'kx/*' --rounds 1 --seed 3 --print-commands
expect_exit 0
grep -F tlsbench-worker out | grep -F -- --operations | head -n 2 | sed 's/^[[:space:]]*//' >commands
[ -s commands ] || broken "the exact lines of the workers"
while read -r line; do
    run bash -c "$line"
    expect_exit 0
    expect_record ok
done <commands

# One seed gives one plan; another seed, another plan.
plan() { # plan SEED: order of the samples of a run
    rm -rf results
    run "${suite[@]}" --library fault-none --no-plain --rounds 4 --seed "$1"
    expect_good results/latest
    python3 -c 'import csv, sys
seen = {(int(r["round"]), int(r["place"])): r["case"] for r in csv.DictReader(open(sys.argv[1], newline=""))
        if r["status"] != "replaced"}  # how often the hypervisor interferes is not in the seed
print([seen[key] for key in sorted(seen)])' results/latest/samples.csv
}
first=$(plan 11)
again=$(plan 11)
other=$(plan 12)
[ "$first" = "$again" ] || broken "the same order from the same seed"
[ "$first" != "$other" ] || broken "another order from another seed"

# Every client against every server.
rm -rf results
run "${suite[@]}" --library fault-none,fault-chatty --case 'handshake/loopback/*' --server fault-none --rounds 1 --dry-run
expect_exit 0
run "${suite[@]}" --library fault-none,plain --case 'handshake/loopback/*' --server fault-none --rounds 1 --dry-run
expect_exit 2
expect_err "plain speaks no TLS, so it cannot be the client of fault-none; measure it with itself, or name another library"
run "${suite[@]}" --library fault-none --case 'handshake/loopback/*' --server plain --rounds 1 --dry-run
expect_exit 2
expect_err "plain speaks no TLS, so it cannot be the server of fault-none"
run "${suite[@]}" --library plain --case 'handshake/loopback/*' --client plain --rounds 1 --dry-run
expect_exit 0

# A stored run records the library name of plain TCP transfers; without any, every library may have that name.
loopback=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1
mkdir stored
{
    echo 'schema,run,round,place,case,library,version,client,server,metric,unit,chunk,value,status,reason'
    for round in 1 2 3 4 5 6; do
        echo "1,stored,$round,1,$loopback,alpha,1,alpha,alpha,handshakes_per_second,1/s,1,100$round,ok,"
        echo "1,stored,$round,2,$loopback,plain,1,plain,plain,handshakes_per_second,1/s,1,200$round,ok,"
    done
} >stored/samples.csv
for plain in '"plain"' null; do
    echo "{\"schema\":1,\"complete\":true,\"plain\":$plain,\"host\":{\"name\":\"here\",\"cores\":2},\"settings\":{}}" >stored/run.json
    run "$tlsbench" show stored --library plain
    if [ "$plain" = null ]; then expect_exit 0; else expect_exit 2; fi
done

# One client for all servers: the rows are of the servers, also when the run is stored.
cp "$faulty/fault-none.so" alpha.so
cp "$faulty/fault-none.so" beta.so
rm -rf results
ends=(--library "alpha.so,beta.so" --case "$loopback" --no-plain --no-steady --rounds 6)
run "${suite[@]}" "${ends[@]}" --client fault-none
expect_good results/latest
expect_out "A+B: client A, server B." "fault-none+alpha" "fault-none+beta" ": beta is "
expect "alpha and beta are servers" python3 -c 'import csv, sys
seen = {(r["library"], r["client"], r["server"]) for r in csv.DictReader(open("results/latest/summary.csv", newline=""))}
sys.exit(seen != {("fault-none+alpha", "fault-none", "alpha"), ("fault-none+beta", "fault-none", "beta")})'
expect "run.json names the client" jq -e '.settings.client == "fault-none"' results/latest/run.json
cp out shown
run "$tlsbench" show results/latest
expect_exit 0
expect "the same table" cmp <(sed -n "/^Handshakes:/,/^$/p" shown) <(sed -n "/^Handshakes:/,/^$/p" out)
run "$tlsbench" show results/latest --library beta
expect_exit 0
expect_out "fault-none+beta"
run "$tlsbench" compare results/latest
expect_exit 0
expect_out "beta is "
mv "$(readlink -f results/latest)" with-client
# It is one of the two that the table compares, too.
run "${suite[@]}" "${ends[@]}" --client alpha.so
expect_good results/latest
expect_out "alpha+beta"
run "$tlsbench" compare with-client "$(readlink -f results/latest)" --across-hosts
expect_out "the clients differ: fault-none was the client of "
run "${suite[@]}" "${ends[@]}"
expect_good results/latest
run "$tlsbench" compare with-client "$(readlink -f results/latest)" --library beta
expect_out "the clients differ: fault-none was the client of with-client:beta's run, and beta of the other"
# Rows of another client were not written by that run.
sed -i 's/"client": *"fault-none"/"client": "gamma"/' with-client/run.json
run "$tlsbench" show with-client
expect_exit 2
expect_err "the client 'fault-none', but run.json says that 'gamma' was that of all servers"
