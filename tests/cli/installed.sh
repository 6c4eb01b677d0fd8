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
run "$moved" run quick --dry-run
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

# Every command has a page; troff finds nothing to complain about in it, and it has the words of the help.
man=$scratch/moved/share/man/man1
mapfile -t commands < <("$moved" docs complete '' | cut -f 1)
[ "${#commands[@]}" -gt 10 ] || broken "the names of the commands"
for page in "${commands[@]/#/tlsbench-}" tlsbench; do
    gzip -dc "$man/$page.1.gz" >page.1 || broken "a page for $page"
    run groff -man -Tutf8 -P-cbou -ww page.1
    expect_exit 0
    [ -z "$err" ] || broken "no warning of groff about $page"
    expect_out "NAME" "SYNOPSIS" "SEE ALSO"
done
run "$moved" docs man run
expect_exit 0
expect_out 'TLSBENCH-RUN 1' '\-\-sample\-operations\fR \fIN\fR' '.SH EXIT STATUS' '128 + N'
run gzip -dc "$man/tlsbench-run.1.gz"
expect_out "$("$moved" docs man run | tail -n 3)"
expect "no other pages" [ "$(find "$man" -type f | wc -l)" -eq $((${#commands[@]} + 1)) ]
run "$moved" docs man rum
expect_exit 2
expect_err "'rum'"
run "$moved" docs man --output nowhere
expect_exit 2
expect_err "--output nowhere: not a folder"

# Completion in bash, as a shell calls it: offers LINE WORD... means that each is offered.
completion=$scratch/moved/share/bash-completion/completions/tlsbench
offers() { # offers LINE WORD...
    # shellcheck disable=SC2016 # of the inner shell
    run env PATH="$scratch/moved/bin:$PATH" bash -c '. "$1"; COMP_LINE=$2 COMP_POINT=${#2}; _tlsbench tlsbench; printf "%s\n" "${COMPREPLY[@]}"' \
        - "$completion" "$1"
    expect_exit 0
    local word
    for word in "${@:2}"; do
        grep -qxF -- "$word" "$scratch/out" || broken "'$word' for '$1'"
    done
}
offers "tlsbench " run libraries version
offers "tlsbench c" check compare calibrate
expect "nothing else" sh -c "! grep -qx run '$scratch/out'"
offers "tlsbench run --li" --library
offers "tlsbench run " quick full
offers "tlsbench run --case " kx/ handshake/
offers "tlsbench run --case kx/x25519/o" kx/x25519/offer
offers "tlsbench run quick --case kx/x25519/offer,ki" ""
offers "tlsbench run quick --case kx/x25519/offer,kx/p256/o" kx/x25519/offer,kx/p256/offer
offers "tlsbench run --library=pl" plain
offers "tlsbench check --baseline plain --candidate pl" plain
offers "tlsbench compare --against k" kx=
offers "tlsbench run --metric " time instructions
offers "tlsbench show results/latest --metric handshakes_" handshakes_per_second
offers "tlsbench export results/latest m" markdown
offers "tlsbench list " suites cases parameters
offers "tlsbench list cases q" quick
expect "no case of another list" sh -c "! grep -qx suites '$scratch/out'"
offers "tlsbench docs man lis" list
offers "tlsbench libraries bring openssl" openssl-3.5 openssl@
mkdir -p folder/inside
offers "tlsbench run --results fol" folder
offers "tlsbench nothing " ""

# Libraries are brought into the user's cache. Here from a list of instances of the test's own, whose recipe makes a
# library of nothing, which needs no compiler for long.
export XDG_CACHE_HOME=$scratch/cache HOME=$scratch/home TLSBENCH_INSTANCES=$scratch/catalog GIT_CONFIG_NOSYSTEM=1
export TLSBENCH_GIT_PATIENCE=20
unset TLSBENCH_LIBRARIES TLSBENCH_GIT_MIRROR XDG_CONFIG_HOME GIT_CONFIG_GLOBAL
mkdir -p home catalog/recipes
cat >catalog/recipes/stub.sh <<'EOT'
PROJECT=Tiny BACKEND=plain LIBRARIES='' LINK='' TOOL=''
build() { [ ! -e "$SRC/wait" ] || { touch "$BUILD/waits"; sleep 300; }; cp "$SRC/code" "$STAGE/lib/code"; }
version() { echo 0.1; }
flags() { echo '{}'; }
EOT
git -c init.defaultBranch=next init -q tiny
git -C tiny config user.name tester
git -C tiny config user.email tester@tester.invalid
revision() { # revision FILE: a commit with that file; prints its name
    touch "tiny/$1"
    git -C tiny add -A
    git -C tiny commit -q -m "$1"
    git -C tiny rev-parse HEAD
}
first=$(revision code) slow=$(revision wait)
url=https://tiny.invalid/tiny # nobody will ever answer there
printf '%s\n' "tiny stub $url $first:- default" "slow stub $url $slow:- request" "tiny@ stub $url - commit" >catalog/instances

run "$moved" libraries
expect_exit 0
expect_out "tiny" "not here"
run "$moved" libraries bring tiny
expect_exit 3
expect_err "tiny could not be brought" "To get it, run tlsbench libraries bring tiny where its repository can be reached"
export TLSBENCH_GIT_MIRROR=$scratch/tiny
run "$moved" libraries bring tyni
expect_exit 2
expect_err "'tyni'" "tlsbench libraries shows all"
run "$moved" libraries bring
expect_exit 0
expect_out "ready to be measured: tiny"
run "$moved" info tiny
expect_exit 0
expect_out "$scratch/cache/tlsbench/"
run "$moved" run quick --library tiny --case steady/arithmetic --rounds 1 --chunks 1 --chunk-ms 1 --history none
expect "a row of it" grep -q ',tiny,' results/latest/summary.csv

# Interrupted while it is built, it leaves what was there, and no half library.
setsid "$moved" libraries bring slow >interrupted.out 2>interrupted.err &
waits() { [ -n "$(find cache -name waits 2>/dev/null)" ]; }
await 60 waits || broken "a build that is under way"
kill -TERM $!
wait $!
status=$? last="tlsbench libraries bring slow, ended" out=$(cat interrupted.out) err=$(cat interrupted.err)
expect_exit 143
grep -q "interrupted; what was finished is kept" interrupted.err || broken "what became of it"
expect "nothing of it" sh -c '! ls -d cache/tlsbench/libraries/slow cache/tlsbench/libraries/work/slow 2>/dev/null'
run "$moved" list libraries
expect_out plain tiny

# Modules of another version are not taken; they are built again without a network.
unset TLSBENCH_GIT_MIRROR
version=$("$moved" version | cut -d ' ' -f 2)
mv "cache/tlsbench/$version" cache/tlsbench/0.0.1
run "$moved" libraries
expect_out "tiny is here, and has no module of it yet: tlsbench libraries build builds it"
mv cache/tlsbench/0.0.1 "cache/tlsbench/$version"
run "$moved" libraries remove tiny
expect_exit 0
run "$moved" list libraries
expect "only what was installed" sh -c "! grep -qx tiny '$scratch/out'"
run "$moved" libraries remove tiny
expect_exit 2
expect_err "there is no library 'tiny'"
run "$moved" info openssl-sid
expect_exit 2
expect_err "the library 'openssl-sid' was not brought yet; to get it, run: tlsbench libraries bring openssl-sid"

# What is missing is told before anything is fetched.
: >file
XDG_CACHE_HOME=$scratch/file run "$moved" libraries bring tiny
expect_exit 2
expect_err "the cache cannot be written" "XDG_CACHE_HOME=/FOLDER"
mkdir few && for tool in bash cat dirname mkdir; do ln -s "$(command -v $tool)" few/; done
run env PATH="$scratch/few" "$moved" libraries bring tiny
expect_exit 2
expect_err "tools are missing: cc c++ cmake ninja." "apt-get install build-essential"
XDG_CACHE_HOME='' HOME='' run "$moved" libraries bring tiny
expect_exit 2
expect_err "neither XDG_CACHE_HOME nor HOME"
run "$tlsbench" libraries bring tiny
expect_exit 2
expect_err "belongs to a checkout" "bench/run --setup-only --bring"

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
