# shellcheck shell=bash disable=SC2154
#
# What bring prints while it works: one line per phase; on a terminal the line shows a count, and instances that are built
# at the same time take turns in it.

# What others say, without what a terminal would obey.
plain() { LC_ALL=C tr -d '\000-\010\013-\037\177'; }

say() { if [ -t 1 ]; then printf '\r\033[K%s' "$label $*"; else echo "$label $*"; fi; }
done_saying() { say "$@"; [ ! -t 1 ] || echo; }

# Shows the newest line of git's progress.
watch_fetch() {
  local line last='' pause=20
  [ ! -t 1 ] || pause=1
  while sleep $pause &> /dev/null; do
    line=$(tail -c 300 "$log" | tr '\r' '\n' | plain | sed -n -E 's/^(remote: )?([A-Z][a-z]+ [a-z]+: .*%).*/\2/p' | tail -n 1)
    [ -z "$line" ] || [ "$line" = "$last" ] || say "fetching: $line"
    last=$line
  done
}

# Shows the compiler's progress from the log; the recipe's compile() leaves the pattern and the total.
watch_build() {
  local total=0 pattern='' n last=0 pause=20
  [ ! -t 1 ] || pause=1
  while sleep $pause &> /dev/null; do
    [ -s "$work/steps" ] || continue
    read -r total pattern < "$work/steps"
    n=$(grep -c -e "$pattern" "$log" || true)
    [ "$total" -ge "$n" ] || total='?'
    [ "$n" -le "$last" ] || say "building ($n/$total)"
    last=$n
  done
}

build_failed() {
  done_saying "failed in $1"
  echo "--- the end of $log:" >&2
  tail -n 20 "$log" | plain >&2
  echo "--- the rest is in $log" >&2
}
