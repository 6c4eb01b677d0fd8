#!/usr/bin/env bash
# check.sh: is HEAD slower than BASE?  Builds what is missing, including tlsbench, runs `tlsbench check`, leaves everything
# in one folder, and ends with the exit code of the check.  README.md beside this file explains more.
set -euo pipefail

help() {
  cat <<'END'
Usage: bench/ci/check.sh [OPTION]... BASE HEAD [-- CHECK-OPTION...]
       bench/ci/check.sh [OPTION]... --calibrate N BASE [-- CALIBRATE-OPTION...]

BASE and HEAD must be of the same kind:
  a module         NAME.so: a library with its backend, which you built
  a prefix         a folder with include/ and lib/, whose archives are position independent
  a git revision   of --source, built with --build

  --source DIR     a git repository; revisions are exported, and the repository stays unchanged
  --build COMMAND  run by sh in the sources of a revision; it must install into $PREFIX, and may use $JOBS jobs. If it
                   makes $PREFIX/module.so, that is the module
  --backend NAME   for prefixes: openssl (the default) or wolfssl
  --linkage KIND   for prefixes: static (the default), or shared if they have only shared libraries
  --out DIR        folder for everything (build/ci)
  --bin DIR        folder in which tlsbench is already built; BASE and HEAD must then be modules
  --history FILE   the history, with this machine's noise floors (OUT/history.db); keep it from job to job
  --calibrate N    instead of a check: measure N times how far BASE differs from its own copy, and store the noise floors
  --help           this text

Everything after -- is passed to tlsbench check, or calibrate; tlsbench check --help lists the options.
END
}

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
fail() { echo "check.sh: $*" >&2; exit 2; }

source='' build='' backend=openssl linkage=static out=$top/build/ci bin='' history='' calibrate='' sides=() further=()
while [ $# -gt 0 ]; do
  case $1 in
    --help) help; exit 0 ;;
    --source | --build | --backend | --linkage | --out | --bin | --history | --calibrate)
      [ $# -gt 1 ] || fail "$1 needs a value"
      declare "${1#--}=$2"
      shift ;;
    --) shift; further=("$@"); break ;;
    -*) fail "there is no option $1; --help lists them" ;;
    *) sides+=("$1") ;;
  esac
  shift
done
build=$(printf %s "$build")   # a block of YAML ends with a newline, and what is noted for the next call does not
if [ -n "$calibrate" ]; then
  [[ $calibrate =~ ^[0-9]{1,4}$ && $calibrate -ge 3 ]] ||
    fail "--calibrate $calibrate: not a number of checks from 3 on, such as 10"
  [ ${#sides[@]} -eq 1 ] || fail "--calibrate takes one side, BASE: a module, a prefix or a revision"
else
  [ ${#sides[@]} -eq 2 ] || fail "name BASE and HEAD, two modules, prefixes or revisions; --help explains them"
fi
[[ $linkage =~ ^(static|shared)$ ]] || fail "--linkage $linkage: not one of static and shared"
mkdir -p "$out" || fail "--out $out: cannot make this folder"
out=$(realpath "$out")
history=$(realpath -m "${history:-$out/history.db}")
rm -f "$out"/{report.md,junit.xml,medians.gbench.json,rounds.gbench.json,bmf.json,report.html}   # never last time's
mkdir -p "$(dirname "$history")" || fail "--history $history: cannot make its folder"

# --- the report if there was no check ---------------------------------------------------------------------------------

# Readers must find neither an old verdict nor none.  The quoted text was printed by the code under test, so it becomes
# plain lines of a code block, or text of an attribute.
quoted() { tail -n 30 "$1" | tr -d '\000-\010\013-\037\177' | cut -c 1-300; }
escaped() { LC_ALL=C tr -d '\000-\037\177-\377' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }

report_none() { # report_none SENTENCE [FILE]: why nothing was checked, and the end of a file with details
  { printf '**tlsbench did not check this: %s.**\n' "$1"
    if [ -s "${2-}" ]; then printf '\nThe end of what it printed:\n\n'; quoted "$2" | sed 's/^/    /'; fi; } > "$out/report.md"
  cat > "$out/junit.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite id="0" package="tlsbench" name="tlsbench" timestamp="$(date -u +%Y-%m-%dT%H:%M:%S)" hostname="$(uname -n)" tests="1" failures="0" errors="1" skipped="0" time="0">
    <properties/>
    <testcase classname="tlsbench" name="check" time="0">
      <error type="not checked" message="$(escaped <<< "$1")"/>
    </testcase>
    <system-out/>
    <system-err/>
  </testsuite>
</testsuites>
END
}

stop() { # stop SENTENCE [FILE]: from here on, there is a folder for the report
  report_none "$@"
  echo "check.sh: $1" >&2
  exit 2
}

# --- from revisions to prefixes ---------------------------------------------------------------------------------------

# build_revision REVISION SIDE: sets $built to its prefix, and builds it unless an earlier call with the same command
# has.
build_revision() {
  local commit tree
  commit=$(git -C "$source" rev-parse --verify --quiet "$1^{commit}") || stop "--source $source has no revision '$1'"
  built=$out/prefixes/$commit tree=$out/sources/$commit
  if [ -e "$built/.complete" ]; then
    [ -n "$build" ] || return 0
    [ "$build" != "$(cat "$built/.complete")" ] || return 0
  fi
  [ -n "$build" ] || stop "revisions need --build, a command that installs the library into \$PREFIX"
  rm -rf "$built" "$tree"
  mkdir -p "$built" "$tree"
  echo "==> building $1 ($commit)" >&2
  git -C "$source" archive "$commit" | tar -x -C "$tree"
  if ! (cd "$tree" && PREFIX=$built JOBS=$(nproc) sh -euc "$build") > "$built.log" 2>&1 < /dev/null; then
    tail -n 30 "$built.log" >&2
    stop "$2, revision $1 (${commit:0:12}), cannot be built; see $built.log" "$built.log"
  fi
  [ -d "$built/include" ] || [ -e "$built/module.so" ] ||
    stop "--build installed neither include/ nor module.so of $2, revision $1 (${commit:0:12}), into \$PREFIX" "$built.log"
  rm -rf "$tree"
  echo "$build" > "$built/.complete"
}

names=(BASE HEAD)
if [ -n "$source" ]; then
  [ -d "$source" ] || stop "--source $source is not a folder"
  git -C "$source" rev-parse --git-dir > /dev/null 2> "$out/git.txt" ||
    stop "--source $source cannot be read as a git repository" "$out/git.txt"
  for side in "${!sides[@]}"; do
    build_revision "${sides[side]}" "${names[side]}"
    sides[side]=$built
    [ ! -e "$built/module.so" ] || sides[side]=$built/module.so
  done
fi

# --- from prefixes to modules -----------------------------------------------------------------------------------------

kind_of() {
  if [ -f "$1" ] && [ "${1%.so}" != "$1" ]; then echo module
  elif [ -d "$1/include" ]; then echo prefix
  else stop "'$1' is neither a module (NAME.so) nor a prefix (a folder with include/ and lib/); a revision needs --source"
  fi
}
kinds=()
for side in "${!sides[@]}"; do
  kinds[side]=$(kind_of "${sides[side]}")
done
[ "${kinds[0]}" = "${kinds[-1]}" ] || stop "BASE is a ${kinds[0]} and HEAD a ${kinds[-1]}; both must be of the same kind"

# Both sides go through the same configuration, and both names have the same length: code layout, which may change times by
# some percent, must not depend on the name of a side.
logged() { # logged COMMAND...: the end of its output only when it fails
  "$@" > "$out/build.log" 2>&1 < /dev/null && return 0
  tail -n 30 "$out/build.log" >&2
  stop "tlsbench or a module cannot be built; see $out/build.log" "$out/build.log"
}

# Only the libraries under test are built, so bench/run --packages-only is the only set-up needed.
build_tlsbench() { # build_tlsbench TARGET...: with everything else that a check needs
  bin=$out/tlsbench
  echo "==> building tlsbench${*:+ and modules}" >&2
  logged cmake -S "$top" -B "$bin" -G Ninja -D CMAKE_BUILD_TYPE=RelWithDebInfo -D TLSBENCH_LIBRARIES="$out/none" \
    -D TLSBENCH_MY_LIBRARIES="$out/libraries.cmake" -D TLSBENCH_ONLY="plain;base;head"
  told_refused "$@"
  logged cmake --build "$bin" --target tlsbench tlsbench-worker tlsbench-still tlsbench_pki tb_module_plain "$@"
  told_refused "$@"
}

# A side from which no module can be made: which one, why, and what to do.
told_refused() { # told_refused TARGET...
  local target note
  for target; do
    note=$bin/refused/${target#tb_module_}
    [ ! -s "$note" ] || stop "the side '${target#tb_module_}' was refused: $(head -n 1 "$note")" "$(words_of "$note")"
  done
}
words_of() { if [ -s "$1.log" ]; then echo "$1.log"; else echo "$out/build.log"; fi; }

labels=(base head) builds=() targets=()
for side in "${!sides[@]}"; do
  builds+=("${labels[side]}")   # tlsbench finds modules by these names, beside itself
  targets+=("tb_module_${labels[side]}")
done
if [ "${kinds[0]}" = prefix ]; then
  for side in "${!sides[@]}"; do
    echo "tb_add_library(NAME ${labels[side]} BACKEND $backend LINKAGE $linkage PREFIX \"$(realpath "${sides[side]}")\")"
  done > "$out/libraries.cmake"
  # floors cover the effect of another code layout only if the build is compared with one
  [ -z "$calibrate" ] || [ "$linkage" != static ] || targets+=(tb_relinked_base)
  build_tlsbench "${targets[@]}"
else
  for side in "${!sides[@]}"; do
    builds[side]="${labels[side]}=$(realpath "${sides[side]}")"
  done
  if [ -z "$bin" ]; then
    bin=$top/build/release
    if [ ! -x "$bin/bin/tlsbench" ]; then
      : > "$out/libraries.cmake"
      build_tlsbench
    fi
  fi
fi
[ -x "$bin/bin/tlsbench" ] || stop "there is no $bin/bin/tlsbench; build it with bench/run --setup-only"

# --- the check --------------------------------------------------------------------------------------------------------

bin=$(realpath "$bin")
cd "$out"   # names without a folder, because --export splits words at blanks and commas
code=0
if [ -n "$calibrate" ]; then
  "$bin/bin/tlsbench" calibrate --library "${builds[0]}" --checks "$calibrate" --results results --history "$history" \
    "${further[@]}" || code=$?
  [ "$code" -ne 0 ] || echo "==> the noise floors of this machine are in $history" >&2
  exit "$code"
fi
files=markdown=report.md,junit=junit.xml,gbench=medians.gbench.json,gbench-rounds=rounds.gbench.json,bmf=bmf.json
# A page for people: a gate must not fail for want of its charts.  Debian has Vega in modules, npm in one file.
vega=${TLSBENCH_VEGA:-/usr/share/javascript/vega}
if [ -r "$vega/vega-util.min.js" ] || [ -r "$vega/vega.min.js" ]; then files+=,html=report.html; fi
command=("$bin/bin/tlsbench" check --baseline "${builds[0]}" --candidate "${builds[1]}" --results results --history "$history"
  --export "$files")
{ "${command[@]}" "${further[@]}" 2>&1 >&3 | tee errors.txt >&2; } 3>&1 || code=$?

if [ ! -s report.md ]; then
  report_none "tlsbench ended with exit code $code before there was a verdict" errors.txt
fi
echo "==> exit code $code; report.md, junit.xml and the results are in $out" >&2
exit "$code"
