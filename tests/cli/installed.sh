#!/usr/bin/env bash
# installed.sh BUILD: an installation by `cmake --install` can be moved, and uses only its own files; a copied tree uses
# its own suites.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

cmake --install "$build" --prefix "$scratch/a prefix" >install.log
mv "$scratch/a prefix" "$scratch/moved"
moved=$scratch/moved/bin/tlsbench

run "$moved" list suites
expect_exit 0
expect_out "quick"
run "$moved" info
expect_exit 0
expect_out "plain"
run "$moved" run quick --dry-run --print-commands
expect_exit 0

# It measures with its own worker, module, keys and suites.
cat >"$scratch/moved/share/tlsbench/bench/suites/mine.ini" <<'EOT'
[suite]
title = added to what was installed
rounds = 1
[kx]
kx = x25519
EOT
run "$moved" list suites
expect_out "mine"
run strace -f -qq -e trace=execve,openat -o calls.txt "$moved" run quick --rounds 1 --chunks 1 --chunk-ms 1 \
    --case 'steady/arithmetic' --history none
expect "no file of the tree it was built in" sh -c "! grep -F '$build/' calls.txt && grep -q -F '$scratch/moved/' calls.txt"

# A build folder in a copy of the sources.
mkdir -p copy/build/release/bin copy/bench/suites
cp "$build/bin/tlsbench" copy/build/release/bin/
printf '[suite]\ntitle = of the copy\n[kx]\nkx = x25519\n' >copy/bench/suites/copied.ini
run copy/build/release/bin/tlsbench list suites
expect_out "copied"
expect "no other suites" sh -c "! grep -q quick '$scratch/out'"
# A program without its tree does not go back to where it was built.
mkdir -p alone/bin
cp "$build/bin/tlsbench" alone/bin/
run alone/bin/tlsbench list suites
expect_exit 2
expect_err "no suites: " "--suites DIR"
