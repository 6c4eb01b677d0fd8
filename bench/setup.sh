# shellcheck shell=bash
# Set-up, sourced by bench/run and tests/run: packages, libraries, configure, build. A step with nothing to do takes
# almost no time and needs no network, so both commands always take all four.

# The packages for building and running tlsbench, with Debian's names (the same in 12 and 13).
packages=(
  build-essential cmake ninja-build pkg-config   # the build
  libbenchmark-dev                           # Google Benchmark: the timed loop of local cases
  libpopt-dev libinih-dev libjansson-dev     # command line, suite files, run.json
  libsqlite3-dev                             # the history
  libjs-vega                                 # charts of tlsbench report; as SVG files they need nodejs, too
  valgrind                                   # counts instructions; the worker is built with its header
  libcmocka-dev                              # unit tests, built with the rest
  openssl                                    # its command makes keys and certificates
  git ca-certificates                        # sources of repositories
)
# The packages for the libraries that are measured here; users who add a library install its dependencies themselves.
library_packages=(
  libssl-dev android-libboringssl-dev libwolfssl-dev   # the distribution's own libraries, measured as *-distro
  dpkg-dev autoconf automake libtool perl jq # backends/libraries/bring: sources of Debian, configure, record
)

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1

fail() { echo "${0##*/}: $2" >&2; exit "$1"; }

# --- progress: "==> [2/4] libraries" and, if it took long, the duration -----------------------------------------------

step_number=0 steps=4
step() {
  local name=$1 started=$SECONDS
  step_number=$((step_number + 1))
  echo "==> [$step_number/$steps] $name"
  "step_$name"
  [ $((SECONDS - started)) -lt 1 ] || echo "    $name: $((SECONDS - started)) s"
}

# logged LOG COMMAND...: writes the output to the log, and its newest line to the terminal; without a terminal, prints a
# line now and then to show progress.
logged() {
  local log=build/logs/$1
  shift
  mkdir -p build/logs
  "$@" 2>&1 < /dev/null | tee "$log" | newest_line
}

newest_line() {
  local line shown=$SECONDS
  while IFS= read -r line; do
    if [ -t 1 ]; then
      printf '\r\033[K    %.100s' "$line"
    elif [ $((SECONDS - shown)) -ge 20 ]; then
      printf '    %.100s\n' "$line"
      shown=$SECONDS
    fi
  done
  [ ! -t 1 ] || printf '\r\033[K'
}

# must LOG COMMAND...: the same, but a failure ends the set-up.
must() {
  local log=build/logs/$1
  logged "$@" && return 0
  shift
  echo "--- the end of $log:" >&2
  tail -n 20 "$log" >&2
  fail 1 "failed: $* (see $log)"
}

# --- packages -----------------------------------------------------------------

absent_packages() {
  local package
  for package in "${packages[@]}"; do
    [ -n "${installed[$package]:-}" ] || echo "$package"
  done
}

# One call for all, because a call for each would take most of a second.
read_installed() {
  local package status
  declare -gA installed=()
  while read -r package status; do
    [ "$status" != installed ] || installed[$package]=yes
  done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${packages[@]}" 2> /dev/null)
}

become_root() {
  if [ "$(id -u)" -eq 0 ]; then return 0
  elif sudo -n true 2> /dev/null; then echo "sudo -n"
  elif [ -t 0 ] && command -v sudo > /dev/null; then echo sudo
  else return 1
  fi
}

apt_get() {
  # shellcheck disable=SC2086  # the words of becoming root
  "$1" packages.log $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "${@:2}"
}

step_packages() {
  local absent root
  # shellcheck disable=SC2015
  [ -e /etc/debian_version ] && command -v apt-get > /dev/null ||
    fail 2 "set-up installs Debian packages only. On another system, install the equivalents of: ${packages[*]}; then build with: cmake --preset release && cmake --build --preset release"
  read_installed
  mapfile -t absent < <(absent_packages)
  [ ${#absent[@]} -gt 0 ] || return 0
  root=$(become_root) ||
    fail 2 "packages are missing, and this is neither root nor has sudo. Run as root: apt-get install ${absent[*]}"
  echo "    installing ${absent[*]}"
  # If lists cannot be renewed now, the old ones may suffice.
  apt_get logged update || true
  apt_get must install --no-install-recommends "${absent[@]}"
}

# --- libraries ----------------------------------------------------------------

# Without source packages a replacement is measured; it must not be mistaken for the real one.
warn_distro_only() {
  cat >&2 <<END
*** The source packages of the default libraries cannot be downloaded (build/libraries/logs/ has the reason).
*** Set-up continues with the libraries that are here. These may be only *-distro, the distribution's own builds, some of
*** which lack their fast code. Their figures show the speed of the packages and not of the libraries. To get the default
*** libraries, name a mirror with TLSBENCH_DEBIAN_MIRROR and run this again.
END
}

step_libraries() {
  local rc=0
  backends/libraries/bring || rc=$?
  [ $rc -eq 0 ] || [ $rc -eq 3 ] || exit $rc
  [ $rc -eq 0 ] || warn_distro_only
  [ ${#further[@]} -eq 0 ] || backends/libraries/bring "${further[@]}" || exit $?
}

# --- configure, build ---------------------------------------------------------

# The build folder of a preset: ci uses release, with stricter checks.
build_folder() {
  if [ "$1" = ci ]; then echo build/release; else echo "build/$1"; fi
}

# Ninja configures again if a CMake file changes, but it cannot know that a library was added.
step_configure() {
  local ninja libraries=${TLSBENCH_LIBRARIES:-build/libraries}
  ninja=$(build_folder "$preset")/build.ninja
  if [ -e "$ninja" ] && [ -z "$(find "$libraries" -maxdepth 2 -name manifest.json -newer "$ninja" 2> /dev/null)" ]; then
    return 0
  fi
  must "configure-$preset.log" cmake --preset "$preset" -D TLSBENCH_LIBRARIES="$(realpath "$libraries")"
}

step_build() {
  must "build-$preset.log" cmake --build --preset "$preset" -j "$(nproc)"
  tell_refused "$(build_folder "$preset")/refused"
}

# Libraries without a module do not stop the others; this prints why they will be missing.
tell_refused() {
  local note
  for note in "$1"/*; do
    case $note in *.log | "$1/*") continue ;; esac
    echo "*** ${note##*/} is not built: $(head -n 1 "$note")" >&2
  done
}

# set_up PRESET [INSTANCE...]: brings the instances in addition to the default ones.
set_up() {
  preset=$1 further=("${@:2}")
  packages+=("${library_packages[@]}")
  step packages
  step libraries
  step configure
  step build
}
