#!/usr/bin/env bash
# bring.sh BUILD TOP: libraries at a commit, from repositories that are copies, servers, damaged or missing. The built
# result is a file: the test has its own list of instances and its own recipe.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
top=$2
export TLSBENCH_INSTANCES=$scratch/catalog TLSBENCH_LIBRARIES=$scratch/libraries TLSBENCH_GIT_PATIENCE=20
export HOME=$scratch/home GIT_CONFIG_NOSYSTEM=1
unset TLSBENCH_GIT_MIRROR XDG_CONFIG_HOME GIT_CONFIG_GLOBAL
bring=$top/backends/libraries/bring

manifest() { # manifest INSTANCE JQ-EXPRESSION
    jq -r "$2" "$TLSBENCH_LIBRARIES/$1/manifest.json" 2>/dev/null
}
is_built() { # is_built INSTANCE COMMIT TEXT: from that commit, of that code
    [ "$(manifest "$1" .source.commit)" = "$2" ] && [ "$(cat "$TLSBENCH_LIBRARIES/$1/lib/libtiny.a")" = "$3" ]
}

# A project of two commits: v1, and the tip of the branch "next".
mkdir -p home catalog/recipes
git config --file home/.gitconfig user.name tester
git config --file home/.gitconfig user.email tester@tester.invalid
git -c init.defaultBranch=next init -q work
commit() { # commit TEXT DATE
    echo "$1" >work/code
    mkdir -p work/tests
    echo "vectors of $1" >work/tests/vectors
    git -C work add -A
    GIT_COMMITTER_DATE=$2 git -C work commit -q -m "$1" --date "2020-01-01T00:00:00Z"
}
commit one 2026-01-01T23:30:00-0700 # that is the next day in UTC
git -C work tag -a -m "version one" v1
first=$(git -C work rev-parse HEAD) first_tree=$(git -C work rev-parse 'HEAD^{tree}')
commit two 2026-02-03T04:05:06Z
second=$(git -C work rev-parse HEAD)
git clone -q --bare work bare.git

cat >catalog/recipes/stub.sh <<'END'
PROJECT=Tiny BACKEND=openssl LIBRARIES=lib/libtiny.a LINK='' TOOL=''
case $SRC$BUILD$STAGE in *[!A-Za-z0-9/._+@-]*) echo "no configure script works in $SRC"; exit 1 ;; esac
build() { cp "$SRC/code" "$STAGE/lib/libtiny.a"; }
version() { echo 0.1; }
flags() { echo '{}'; }
END
url=https://tiny.invalid/projects/tiny # nobody will ever answer there
cat >catalog/instances <<END
# a comment
tiny      stub $url $first:$first_tree default
tiny-old  stub https://old.invalid/tiny-old $second:- for:tiny it is older. Do not judge by it
wrong     stub $url $first:$second request
unknown   stub $url ${first:0:39}$([ "${first:39}" = 0 ] && echo 1 || echo 0):$first_tree request
package   stub tiny trixie request
tiny@     stub $url - commit
END

# Every form of a place.
mkdir -p by-path/tiny.invalid/projects by-name
cp -r bare.git by-path/tiny.invalid/projects/tiny
cp -r bare.git by-name/tiny.git
asks() { # asks MIRROR PLACE...: of that value, in this order, and the project itself at last
    # shellcheck disable=SC2016 # of the inner shell
    TLSBENCH_GIT_MIRROR=$1 run bash -c '. "$1" && git_places tiny "$2"' - "$top/backends/libraries/git_source.sh" "$url"
    expect_exit 0
    [ "$out" = "$(printf '%s\n' "${@:2}" "$url")" ] || broken "${*:2} by TLSBENCH_GIT_MIRROR=$1"
}
own=$(realpath .)
asks "$own/work" "$own/work"
asks "$own/bare.git" "$own/bare.git"
asks "file://$own/bare.git" "$own/bare.git"
asks "tiny=$own/bare.git" "$own/bare.git"
asks "$own/by-path" "$own/by-path/tiny.invalid/projects/tiny"
asks "https://copies.invalid/" "https://copies.invalid/tiny.invalid/projects/tiny" "https://copies.invalid/tiny"
# From a work tree, and skipping places that have nothing.
for mirror in "$own/work" "other=$own/nowhere $own/nowhere tiny=$own/nowhere $own/by-name/"; do
    rm -rf libraries
    TLSBENCH_GIT_MIRROR=$mirror run "$bring" tiny
    expect_exit 0
    expect "the first commit, by TLSBENCH_GIT_MIRROR=$mirror" is_built tiny "$first" one
done
[ "$(manifest tiny '.version + " " + .date + " " + .date_of + " " + .backend')" = "${first:0:12} 2026-01-02 commit openssl" ] ||
    broken "commit and day in the manifest"
[ "$(manifest tiny '.source.repository + " " + .source.tree')" = "$url $first_tree" ] || broken "the project's own address"
run "$bring" tiny # it is here: nobody is asked
expect_exit 0
expect "nothing to say" test -z "$out$err"

# A branch, a tag, a partial hash, the full one; with a chosen name; and again by a partial hash, without any copy.
export TLSBENCH_GIT_MIRROR=$PWD/bare.git
run "$bring" tiny@next "tiny@v1" "tip=tiny@${second:0:8}"
expect_exit 0
expect "the branch" is_built "tiny-${second:0:12}" "$second" two
expect "the tag, not its annotation" is_built "tiny-${first:0:12}" "$first" one
expect "its own name" is_built tip "$second" two
run "$bring" "tip=tiny@$first"
expect_exit 0
expect "another commit in its place" is_built tip "$first" one
run "$bring" --list
expect_exit 0
expect_out "tip " "tiny-${second:0:12}" "here: ${second:0:12}"
TLSBENCH_GIT_MIRROR='' run "$bring" "tiny@${second:0:12}"
expect_exit 0

# Missing commits, and commits that do not match. The others are not affected.
rm -rf libraries
run "$bring" wrong unknown tip=tiny@next
expect_exit 1
expect_out "$first" "$first_tree" "$second" "no commit ${first:0:39}"
expect "the one that can be had" is_built tip "$second" two
expect "nothing else" test ! -e libraries/wrong -a ! -e libraries/unknown
run "$bring" unknown
expect_exit 3
# What a server says is shown without what a terminal would obey.
mkdir fake
printf '#!/bin/sh\ncase "$*" in *ls-remote*) printf "fatal: remote error: \\033[2Jgo\\r away\\n" >&2; exit 128 ;; esac\nexec %s "$@"\n' \
    "$(command -v git)" >fake/git
chmod +x fake/git
PATH=$scratch/fake:$PATH run "$bring" unknown
expect_exit 3
expect_out "[2Jgo away"
expect "no escapes" test -z "$(grep -a $'[\e\r]' "$scratch/out" "$scratch/err" libraries/absent/unknown)"
for bad in nobody@next tiny@--upload-pack=x 'tiny@' plain=tiny@next tiny=tiny@next 'No!=tiny@next'; do
    run "$bring" "$bad"
    expect_exit 2
    expect_err "'"
done
run "$bring" tiny@nowhere
expect_exit 3
expect_err "no tag, branch or commit 'nowhere' there" "tiny@nowhere cannot be found"
run "$bring" tiny@00000000
expect_exit 3

# The project's own program is built only if it is asked for.
cat >catalog/recipes/tooled.sh <<'END'
PROJECT=Tiny BACKEND=openssl LIBRARIES=lib/libtiny.a LINK='' TOOL=bin/tiny
build() { cp "$SRC/code" "$STAGE/lib/libtiny.a"; }
build_tool() { cp "$SRC/code" "$STAGE/bin/tiny"; }
version() { echo 0.1; }
flags() { echo '{}'; }
END
echo "tooled tooled $url $first:$first_tree request" >>catalog/instances
run "$bring" tooled
expect_exit 0
expect "the library alone" test -e libraries/tooled/lib/libtiny.a -a ! -e libraries/tooled/bin/tiny
run "$bring" --tools tooled
expect_exit 0
expect "its program, too" test -e libraries/tooled/lib/libtiny.a -a -e libraries/tooled/bin/tiny
for option in --tools ''; do
    run "$bring" $option tooled
    expect_exit 0
    expect "nothing to do: '$option'" test -z "$out$err"
done

# Two are built at once: each of these waits for the other one, and a third one waits for its turn.
cat >catalog/recipes/meets.sh <<'END'
PROJECT=Tiny BACKEND=openssl LIBRARIES=lib/libtiny.a LINK='' TOOL=''
build() {
  touch "$RECIPES/met/$INSTANCE"
  for ((n = 0; n < 1200; n++)); do
    [ "$(ls "$RECIPES/met" | wc -l)" -lt 2 ] || break
    sleep 0.05
  done
  ls "$RECIPES/met" | wc -l >> "$RECIPES/counts"
  cp "$SRC/code" "$STAGE/lib/libtiny.a"
  [ ! -e "$RECIPES/slow" ] || { echo $$ >> "$RECIPES/slow"; sleep 300; }
  rm "$RECIPES/met/$INSTANCE"
  touch "$RECIPES/met/after-$INSTANCE"
}
version() { echo 0.1; }
flags() { echo '{}'; }
END
mkdir catalog/recipes/met
for name in left middle right; do echo "$name meets $url $first:$first_tree request"; done >>catalog/instances
run "$bring" left middle right left
expect_exit 0
expect_out "[1/3] left: building" "[2/3] middle: building" "[3/3] right: building"
for name in left middle right; do expect "$name" is_built $name "$first" one; done
expect "each met another one" sh -c '! grep -qx 1 catalog/recipes/counts'
# Interrupted, both end at once, and leave what was there.
touch catalog/recipes/slow
rm catalog/recipes/met/*
"$bring" --force left right >both.out 2>&1 &
both_wait() { [ "$(wc -l <catalog/recipes/slow)" = 2 ]; }
await 60 both_wait || broken "two builds that are under way"
kill -TERM $!
wait $!
status=$? last="bring left right, ended" out=$(cat both.out)
expect_exit 130
while read -r pid; do
    expect "process $pid has ended" sh -c "! kill -0 $pid 2>/dev/null"
done <catalog/recipes/slow
expect "nothing half" test -z "$(ls libraries/work)"
for name in left right; do expect "$name, as before" is_built $name "$first" one; done
rm catalog/recipes/slow

# A machine whose apt has no mirror of Debian: none is guessed.
printf 'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "-";\n' >apt.conf
APT_CONFIG=$PWD/apt.conf run "$bring" package
expect_exit 3
expect_out "names no mirror of Debian" "TLSBENCH_DEBIAN_MIRROR=http://MIRROR/debian" "deb http://MIRROR/debian trixie main"

# Naming a mirror does not drop the security suite: the machine's own is kept, another one can be named, and if there is
# none that is reported.
sources() { # sources [VARIABLE=VALUE]...: the lines that apt is given for trixie, with a machine that knows both mirrors
    # shellcheck disable=SC2016 # of the inner shell
    run env "$@" bash -c '. "$1"
        apt_targets() { printf "%s\n" "http://own.invalid/debian trixie main" ${known-"http://own.invalid/debian-security trixie-security main"}; }
        source_lines trixie' - "$top/backends/libraries/source.sh"
    expect_exit 0
}
sources TLSBENCH_DEBIAN_MIRROR=http://named.invalid/debian
expect_out "http://named.invalid/debian trixie main" "http://own.invalid/debian-security trixie-security main"
sources TLSBENCH_DEBIAN_SECURITY=http://safe.invalid/debian-security
expect_out "http://own.invalid/debian trixie main" "http://safe.invalid/debian-security trixie-security main"
sources TLSBENCH_DEBIAN_MIRROR=http://named.invalid/debian known=
expect_err "no mirror of trixie-security is known" TLSBENCH_DEBIAN_SECURITY

# Folders with any name work: for the clone, and for the libraries.
odd=$scratch/"it's a \"folder\"
of \$two lines"
mkdir -p "$odd"
cp -r "$top/backends/libraries" "$odd/bring it"
cp -r catalog "$odd/a catalog"
mkdir elsewhere
for again in first again; do
    TLSBENCH_INSTANCES="$odd/a catalog" TLSBENCH_LIBRARIES="$odd/the libraries" TLSBENCH_GIT_MIRROR="tiny=$PWD/bare.git" \
        TMPDIR=$PWD/elsewhere run "$odd/bring it/bring" tiny
    expect_exit 0
    expect "it is there ($again)" grep -q "$first" "$odd/the libraries/tiny/manifest.json"
    [ -z "$out" ] || [ "$again" = first ] || broken "nothing to do the second time"
    expect "nothing is left elsewhere" test -z "$(ls elsewhere)"
done
names() { # other names of odd folders, for apt
    find /tmp -maxdepth 1 -name 'tlsbench-apt-*' | sort
}
before=$(names)
APT_CONFIG=$PWD/apt.conf TLSBENCH_INSTANCES="$odd/a catalog" TLSBENCH_LIBRARIES="$odd/the libraries" run "$odd/bring it/bring" package
expect_exit 3
expect_out "names no mirror of Debian"
expect "nor are names" test "$(names)" = "$before"

# A disk that is full when a library is put into its place: no half of it is taken for the whole, and the old one stays.
mkdir stubs
cat >stubs/mv <<'END'
#!/bin/sh
case $1 in */stage) ;; *) exec /bin/mv "$@" ;; esac
mkdir -p "$2" && cp "$1/manifest.json" "$2"
echo "mv: no space left on device" >&2
exit 1
END
chmod +x stubs/mv
for before in none first; do
    rm -rf libraries
    if [ "$before" = first ]; then run "$bring" "tip=tiny@$first"; expect_exit 0; fi
    PATH=$PWD/stubs:$PATH run "$bring" "tip=tiny@$second"
    expect_exit 1
    expect_err "no space left on device"
    if [ "$before" = first ]; then
        expect "the old one" is_built tip "$first" one
    else
        expect "nothing under its name" test ! -e libraries/tip
    fi
    expect "no half of it" test "$(find libraries -name 'manifest.json' | wc -l)" = "$([ "$before" = first ] && echo 1 || echo 0)"
done

# If nobody answers, the stand-in is brought once, and there is no further attempt until something changes.
rm -rf libraries
unset TLSBENCH_GIT_MIRROR
mkdir -p libraries/tiny
echo '{"instance": "tiny", "version": "other", "source": {"commit": "0000"}}' >libraries/tiny/manifest.json
TLSBENCH_GIT_MIRROR="tiny-old=$PWD/bare.git" run "$bring" # no project has that name: the stand-in cannot be had, either
expect_exit 3
expect "what was there under its name is gone" test ! -e libraries/tiny
sed -i "s#https://old.invalid/tiny-old#file://$PWD/bare.git#" catalog/instances
run "$bring"
expect_exit 0
expect_out "tiny: commit ${first:0:12} cannot be fetched: $url" "tiny-old: ${second:0:12} of 2026-02-03"
expect_err "*** tiny could not be brought" "tiny-old is measured instead: it is older. Do not judge by it" \
    "bench/run --setup-only --bring tiny" TLSBENCH_GIT_MIRROR
expect "a note for tlsbench" grep -q "^tiny could not be brought: .*In its place there is tiny-old\. " libraries/absent/tiny
cp -p libraries/absent/tiny before
run "$bring"
expect_exit 0
expect "no second try" test -z "$out"
expect "the warning stays" test -n "$err"
expect "nor a newer note" test ! libraries/absent/tiny -nt before
touch -d '25 hours ago' libraries/absent/tiny
run "$bring"
expect_exit 0
expect_out "cannot be fetched"
run "$bring" tiny # named: it, and nothing instead
expect_exit 3
expect_out "cannot be fetched"
run "$bring" --force tiny-old
expect_exit 0
TLSBENCH_GIT_MIRROR=$PWD/bare.git run "$bring"
expect_exit 0
expect "the real one" is_built tiny "$first" one
expect "no warning" test -z "$err"
expect "no note" test ! -e libraries/absent/tiny

# A server that accepts but never answers is given up within seconds.
python3 -c 'import socket, sys, time
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(9)
print(s.getsockname()[1], flush=True); time.sleep(100)' >port &
silent=$!
while [ ! -s port ]; do sleep 0.05; done
TLSBENCH_GIT_PATIENCE=3 TLSBENCH_GIT_MIRROR="tiny=http://127.0.0.1:$(cat port)/tiny" run "$bring" tiny@next # lib.sh gives it a minute
expect_exit 3
expect_err "no answer within 3 s"
kill "$silent"

# Incomplete copies: missing test vectors are accepted, missing code is not.
mkdir holes
git -C holes init -q --bare
git --git-dir=work/.git pack-objects --quiet --all --stdout </dev/null | git -C holes unpack-objects -q
blob() { git -C work rev-parse "$first:$1" | sed 's#^..#holes/objects/&/#'; }
rm -f "$(blob tests/vectors)"
rm -rf libraries
TLSBENCH_GIT_MIRROR="$PWD/holes" run "$bring" tiny
expect_exit 0
expect "the code" is_built tiny "$first" one
[ "$(manifest tiny '.source.lacking[]')" = tests/vectors ] || broken "what the copy lacks, in the manifest"
rm -f "$(blob code)"
rm -rf libraries
TLSBENCH_GIT_MIRROR="$PWD/holes" run "$bring" tiny
expect_exit 3
expect_out "lacks 1 files of the commit, code among them"
TLSBENCH_GIT_MIRROR="$PWD/holes $PWD/bare.git" run "$bring" tiny
expect_exit 0
expect "from the copy that has it" is_built tiny "$first" one

# A server: one commit of it; or everything if it serves no single commits (the old protocol, set by the user).
server() {
    local port daemon protocol
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    git daemon --export-all --base-path="$PWD" --listen=127.0.0.1 --port="$port" --reuseaddr >daemon.log 2>&1 &
    daemon=$!
    for _ in $(seq 100); do
        ! git ls-remote "git://127.0.0.1:$port/bare.git" >/dev/null 2>&1 || break
        sleep 0.1
    done
    export TLSBENCH_GIT_MIRROR=git://127.0.0.1:$port/by-path
    for protocol in 2 0; do
        rm -rf libraries
        git config --file home/.gitconfig protocol.version "$protocol"
        run "$bring" tiny "tiny@next"
        expect_exit 0
        expect "the first commit by protocol $protocol" is_built tiny "$first" one
        expect "the branch by protocol $protocol" is_built "tiny-${second:0:12}" "$second" two
    done
    expect "it did fetch everything" grep -q "fetching everything" libraries/logs/tiny.log
    run "$bring" unknown
    expect_exit 3
    kill "$daemon"
}
if [ -x "$(git --exec-path)/git-daemon" ]; then
    server
else
    echo 'no git daemon here: a server was not tried'
fi
