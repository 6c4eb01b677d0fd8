#!/usr/bin/env bash
# check.sh: does HEAD get slower than BASE?  Builds what is not built yet, runs `tlsbench check`, keeps everything that
# came out in one folder, and ends with the exit code of the check.  README.md beside this file tells more.
set -euo pipefail

help() {
  cat <<'END'
Usage: bench/ci/check.sh [OPTION]... BASE HEAD [-- CHECK-OPTION...]

BASE and HEAD are two of a kind:
  a module         NAME.so: a library with its backend, built by you
  a prefix         a folder with include/ and lib/: installed with archives that are position independent
  a git revision   of --source, built by --build

  --source DIR     a git repository; revisions are exported from it, it is not touched
  --build COMMAND  run by sh in the sources of a revision; installs into $PREFIX, with $JOBS jobs. Where it leaves
                   $PREFIX/module.so, that is the module
  --backend NAME   for prefixes: openssl (the default) or wolfssl
  --out DIR        where everything goes (build/ci)
  --bin DIR        where tlsbench has been built: modules are then not compiled but must be given
  --help           this text

Everything after -- is handed to tlsbench check; tlsbench check --help lists it.
END
}

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
fail() { echo "check.sh: $*" >&2; exit 2; }

source='' build='' backend=openssl out=$top/build/ci bin='' sides=() further=()
while [ $# -gt 0 ]; do
  case $1 in
    --help) help; exit 0 ;;
    --source | --build | --backend | --out | --bin)
      [ $# -gt 1 ] || fail "$1 needs a value"
      declare "${1#--}=$2"
      shift ;;
    --) shift; further=("$@"); break ;;
    -*) fail "there is no option $1; --help lists them" ;;
    *) sides+=("$1") ;;
  esac
  shift
done
[ ${#sides[@]} -eq 2 ] || fail "BASE and HEAD are needed, two modules, prefixes or revisions; --help tells more"
mkdir -p "$out" || fail "--out $out: no folder can be made there"
out=$(realpath "$out")
rm -f "$out"/{report.md,junit.xml,medians.gbench.json,rounds.gbench.json,bmf.json}   # never last time's

# --- from revisions to prefixes ---------------------------------------------------------------------------------------

# build_revision REVISION: sets $built to its prefix, which is made unless an earlier call has, by the same command.
build_revision() {
  local commit tree
  commit=$(git -C "$source" rev-parse --verify --quiet "$1^{commit}") || fail "--source $source has no revision '$1'"
  built=$out/prefixes/$commit tree=$out/sources/$commit
  if [ -e "$built/.complete" ]; then
    [ -n "$build" ] || return 0
    [ "$build" != "$(cat "$built/.complete")" ] || return 0
  fi
  [ -n "$build" ] || fail "revisions need --build, the command that installs the library into \$PREFIX"
  rm -rf "$built" "$tree"
  mkdir -p "$built" "$tree"
  echo "==> building $1 ($commit)" >&2
  git -C "$source" archive "$commit" | tar -x -C "$tree"
  if ! (cd "$tree" && PREFIX=$built JOBS=$(nproc) sh -euc "$build") > "$built.log" 2>&1 < /dev/null; then
    tail -n 30 "$built.log" >&2
    fail "building $1 failed; all of its output is in $built.log"
  fi
  rm -rf "$tree"
  echo "$build" > "$built/.complete"
}

if [ -n "$source" ]; then
  [ -d "$source" ] || fail "--source $source is no folder"
  for side in 0 1; do
    build_revision "${sides[side]}"
    sides[side]=$built
    [ ! -e "$built/module.so" ] || sides[side]=$built/module.so
  done
fi

# --- from prefixes to modules -----------------------------------------------------------------------------------------

kind_of() {
  if [ -f "$1" ] && [ "${1%.so}" != "$1" ]; then echo module
  elif [ -d "$1/include" ]; then echo prefix
  else fail "'$1' is neither a module (NAME.so) nor a prefix (a folder with include/ and lib/); a revision needs --source"
  fi
}
kinds=("$(kind_of "${sides[0]}")" "$(kind_of "${sides[1]}")")
[ "${kinds[0]}" = "${kinds[1]}" ] || fail "BASE is a ${kinds[0]}, HEAD a ${kinds[1]}: they must be of a kind"

# Both sides go through the same configuration, and both names are equally long: the place of code in memory, which may
# be worth some percent, is not to depend on what a side is called.
logged() { # logged COMMAND...: the end of its output only when it fails
  "$@" > "$out/build.log" 2>&1 < /dev/null && return 0
  tail -n 30 "$out/build.log" >&2
  fail "tlsbench or a module cannot be built; all of the output is in $out/build.log"
}

build_modules() {
  local names=(base head) side
  for side in 0 1; do
    echo "tb_add_library(NAME ${names[side]} BACKEND $backend PREFIX \"$(realpath "${sides[side]}")\")"
  done > "$out/libraries.cmake"
  bin=$out/tlsbench
  echo "==> building tlsbench and two modules" >&2
  logged cmake -S "$top" -B "$bin" -G Ninja -D CMAKE_BUILD_TYPE=RelWithDebInfo -D TLSBENCH_LIBRARIES="$out/none" \
    -D TLSBENCH_MY_LIBRARIES="$out/libraries.cmake"
  logged cmake --build "$bin" --target tlsbench tlsbench-worker tlsbench_pki tb_module_plain tb_module_base tb_module_head
}
if [ "${kinds[0]}" = prefix ]; then
  build_modules
  builds=(base head)   # tlsbench finds them by these names, beside itself
else
  builds=("base=$(realpath "${sides[0]}")" "head=$(realpath "${sides[1]}")")
fi
bin=${bin:-$top/build/release}
[ -x "$bin/bin/tlsbench" ] || fail "there is no $bin/bin/tlsbench: bench/run --setup-only builds it"

# --- the check --------------------------------------------------------------------------------------------------------

bin=$(realpath "$bin")
cd "$out"   # names without a folder: --export parts words at blanks and commas
code=0
files=markdown=report.md,junit=junit.xml,gbench=medians.gbench.json,gbench-rounds=rounds.gbench.json,bmf=bmf.json
command=("$bin/bin/tlsbench" check --baseline "${builds[0]}" --candidate "${builds[1]}" --results results --export "$files")
{ "${command[@]}" "${further[@]}" 2>&1 >&3 | tee errors.txt >&2; } 3>&1 || code=$?

# A page there must be, or the one who looks for the verdict finds last week's.
if [ ! -s report.md ]; then
  { printf '**tlsbench could not check this: exit code %s.**\n\n' "$code"
    tail -n 5 errors.txt | sed 's/^/    /'; } > report.md
fi
echo "==> exit code $code; report.md, junit.xml and results/latest/*.csv are in $out" >&2
exit "$code"
