#!/usr/bin/env bash
# said.sh BUILD: what a check said is shown, exported and reported again from its folder, as it was said.
#
# Uses clockwork, so that checks fail and pass on any machine.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

clockwork
make_suite little.ini 6 3 '[check]' 'threshold = 90%' \
    "${section_kx[@]}" 'operation = offer exchange' "${section_seal[@]}"
cp "$faulty/fault-none.so" candidate.so
formats=(markdown junit bmf)
[ -z "$(find "${TLSBENCH_VEGA:-/usr/share/javascript/vega}" -name 'vega*.min.js' 2>/dev/null)" ] || formats+=(html)
check=("$tlsbench" check --suite ./little.ini --modules "$faulty" --second-rounds 8 --no-steady --candidate new=candidate.so
    --export "$(IFS=, && echo "${formats[*]}")")

without_nonce() { # each page has its own
    sed -E "s/nonce(-|=\")[0-9a-f]+/nonce/" "$1"
}
said() { # of the output: the lines of the rows, and the verdict
    grep -E '^  (regressed|improved|unchanged|inconclusive|invalid|             (again|note):) |^Baseline |^reference |^(PASS|FAIL|NO VERDICT): | cases could not' "$1"
}
said_again() { # said_again: of the check that was just made; leaves what show prints
    said "$scratch/out" >live
    for format in "${formats[@]}"; do
        file=$("$tlsbench" list formats | awk -v format="$format" '$1 == format { print $2 }')
        run "$tlsbench" export results/latest "$format"
        expect_exit 0
        expect "$format as the check wrote it" \
            cmp <(without_nonce "$scratch/out") <(without_nonce "results/latest/$file")
    done
    if [[ " ${formats[*]} " == *" html "* ]]; then
        run "$tlsbench" report results/latest --output page.html
        expect_exit 0
        expect "its page" cmp <(without_nonce page.html) <(without_nonce results/latest/report.html)
    fi
    run "$tlsbench" show results/latest
    expect_exit 0
    expect "what the check said" diff live <(said "$scratch/out")
}

# A regression in all cases but one, which has a threshold of its own.
run "${check[@]}" --baseline fault-none --inject 900 --threshold 'aead/*=1000'
expect_exit 1
said_again
expect_out "slowed down on purpose by 900%" "of 90.0%" "of 1000.0%" "again: +" " fresh rounds, " \
    "FAIL: 2 confirmed regressions: kx/x25519/offer (time, mean_time), "
cp -rL results/latest failed

# One that passes, and one in which nothing can be compared.
run "${check[@]}" --baseline fault-none --threshold 1000
expect_exit 0
said_again
expect_out "PASS: no confirmed regression"
run "${check[@]}" --baseline fault-unsupported --threshold 1000 --case 'kx/*'
expect_exit 3
said_again
expect_out "invalid " "unsupported" "NO VERDICT: no case could be compared"
run "${check[@]}" --baseline fault-none --candidate fault-crash --threshold 1000
expect_exit 1
said_again
expect_out "FAIL: the candidate crashed in 3 cases"

# Reference work, which uses no simulated library, has no part in what this test is about, and is in real time.
real_time
run "${check[@]/--no-steady/--quiet}" --baseline fault-none --threshold 1000 --case 'aead/*'
clockwork
said_again
expect_out "reference work (no TLS library): arithmetic "

# A part of a check: its rows, and the verdict of the whole one.
run "$tlsbench" show failed --case 'aead/*'
expect_exit 0
expect_out "  unchanged " "the rows above are a part of it; the verdict is of all" "FAIL: 2 confirmed regressions"
if grep -q '^  regressed' "$scratch/out"; then broken "no other row"; fi
run "$tlsbench" show failed --metric time
expect_exit 0
expect_out "AEAD: aes-128-gcm, 64 B, once, seal; wall time of one record" "FAIL: 2 confirmed regressions"
run "$tlsbench" export failed markdown --library fault-none
expect_exit 0
if grep -q 'FAIL' "$scratch/out"; then broken "figures of one build, and no verdict"; fi

# A stored run is the baseline.
run "$tlsbench" run ./little.ini --modules "$faulty" --no-steady --library fault-none --rounds 7 --results before
expect_exit 0
run "${check[@]:0:4}" --modules "$faulty" --no-steady --rounds 7 --baseline before/latest \
    --candidate new=candidate.so --inject 900
expect_exit 1
said "$scratch/out" >live
run "$tlsbench" show results/latest
expect_exit 0
expect "what the check said" diff live <(said "$scratch/out")
expect_out "Baseline fault-none, candidate new" "warning: the baseline is a stored run" \
    "FAIL: 3 regressions, found against a stored run and not confirmed"
run "$tlsbench" export results/latest markdown
expect_exit 0
expect_out "**FAIL. <code>new</code> against <code>fault-none</code>: 3 regressed.**"

# Damaged files.
damaged() { # damaged COMMAND TEXT...: of a copy of the check, changed by the command
    rm -rf damaged
    cp -r failed damaged
    (cd damaged && eval "$1")
    run "$tlsbench" show damaged
    expect_exit 2
    expect_err "${@:2}"
}
damaged 'head -c 200 check.json >cut && mv cut check.json' "damaged/check.json, line "
damaged 'sed -i "s/\"FAIL\"/\"FAILED\"/" check.json' "damaged/check.json: 'outcome' is missing, or not as tlsbench wrote it"
damaged 'sed -i "s/\"schema\": 1/\"schema\": 2/" check.json' "newer tlsbench" "use the version that wrote it"
damaged 'sed -i "s/\"judged\": 3/\"judged\": 4/" check.json' "'cases' is missing, or not as"
damaged 'sed -i "2s/,worse,/,wurst,/" comparison.csv' "damaged/comparison.csv, row 2: there is no verdict 'wurst'"
damaged 'rm comparison.csv' "damaged/comparison.csv: No such file"
rm failed/check.json
run "$tlsbench" show failed
expect_exit 0
expect_out "note: failed has no verdict (check.json), because an older tlsbench made this check" "run the check again"
run "$tlsbench" export failed junit
expect_exit 0
expect_err "note: failed has no verdict"
if grep -q 'verdict of the check' "$scratch/out"; then broken "no verdict"; fi

# A check that is removed: what only its folder had is named.
run "$tlsbench" prune --keep 1 --dry-run
expect_exit 0
expect_out "check.json"
