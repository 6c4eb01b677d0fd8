# shellcheck shell=bash
# canned.sh - a tlsbench whose loopback workers measure nothing and report given values: known figures, and a machine
# that fails on demand.
#
# Source it after lib.sh.  Sets $canned, the program; `can` sets the values of a module's workers.
# $TLSBENCH_FAULT_SPOILT names the samples of copy.so that a busy machine spoils, as ROUND:TIMES, the number of attempts
# from the first on; ROUND:TIMES:failed is a failure of the library itself.  In odd rounds copy.so reports the values
# that `can` set for odd.so.
# shellcheck disable=SC2154 # what lib.sh sets
case_name=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16
export TLSBENCH_FAULT_SPOILT=
mkdir -p doctored/bin records
cp "$tlsbench" doctored/bin/tlsbench
ln -s "$build/modules" doctored/modules
ln -s "$build/pki" doctored/pki
# shellcheck disable=SC2034 # the tests use it
canned=$scratch/doctored/bin/tlsbench
cat >doctored/bin/tlsbench-worker <<EOT
#!/usr/bin/env bash
real="$worker" scratch="$scratch"
EOT
cat >>doctored/bin/tlsbench-worker <<'EOT'
role='' module='' seed='' before='' channel=1
for word; do
    case $before in
    --module) module=$(basename "$word" .so) ;;
    --seed) seed=$word ;;
    --listen) role=server ;;
    --connect) role=client ;;
    --record-fd) channel=$word ;;
    esac
    before=$word
done
[ -n "$role" ] || exec "$real" "$@"
record=$scratch/records/$module.$role.json
exec >&"$channel"
[ "$role" = server ] && echo '{"listening":"127.0.0.1:1"}'
if [ "$module.$role" = copy.client ]; then # a round has a seed of its own
    echo "$seed" >>"$scratch/seeds"
    round=$(uniq "$scratch/seeds" | wc -l)
    times=$(grep -cx "$seed" "$scratch/seeds")
    for spoilt in $TLSBENCH_FAULT_SPOILT; do
        IFS=: read -r lost most status <<<"$spoilt"
        if [ "$lost" -eq "$round" ] && [ "$times" -le "$most" ]; then
            sed 's/"status":"ok"/"status":"'"${status:-disturbed}"'"/; s/"reason":""/"reason":"window 1 is empty: too short, or the machine is too busy"/' "$record"
            exit 1
        fi
    done
    odd=$scratch/records/odd.client.json
    [ $((round % 2)) -eq 0 ] || [ ! -e "$odd" ] || record=$odd
fi
cat "$record"
EOT
chmod +x doctored/bin/tlsbench-worker
cat >pair.ini <<'EOT'
[suite]
rounds = 6
chunks = 2
[handshake]
transport = loopback
tls = tls1.3
kx = x25519
auth = ecdsa-p256
EOT

can() { # can MODULE METRIC=VALUE...: of pair.ini's case
    python3 "$here/canned.py" records "$worker" "$case_name" "$@" || broken "records of $1"
}
