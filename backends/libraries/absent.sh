# shellcheck shell=bash disable=SC2154
#
# Records instances that could not be had in $dest/absent/INSTANCE. The first line has the reason and what to do, for
# users who ask tlsbench for the instance; the second what was tried, so that the same is not tried again within a day;
# the third the reason alone.

absent_file() { echo "$dest/absent/$1"; }

tried() { echo "tried: $(fingerprint "$1") ${TLSBENCH_GIT_MIRROR:-}"; }

# The command that brings an instance that could not be had.
remedy() (
  lookup "$1"
  bring="bench/run --setup-only --bring $1" again="bench/run --setup-only"
  [ -z "${installed:-}" ] || bring="tlsbench libraries bring $1" again="tlsbench libraries bring $1"
  case $suite in
    -) echo "To get it, run: apt-get install $package && $again" ;;
    *:*) echo "To get it, run $bring where its repository can be reached, or with TLSBENCH_GIT_MIRROR naming a copy of it (backends/libraries/README.md)" ;;
    *) echo "To get it, run $bring where a mirror of Debian $suite can be reached, or with TLSBENCH_DEBIAN_MIRROR naming one" ;;
  esac
)

# write_absent INSTANCE WHY [STAND-IN]
write_absent() {
  mkdir -p "$dest/absent"
  {
    echo "$1 could not be brought: $2. ${3:+In its place there is $3. }$(remedy "$1")"
    tried "$1"
    echo "$2"
  } > "$(absent_file "$1")"
}

absent_why() { sed -n '3p' "$(absent_file "$1")"; }

# note_stand_in INSTANCE STAND-IN: call once the stand-in is here. Keeps the time of the attempt.
note_stand_in() {
  local file
  file=$(absent_file "$1")
  [ -e "$file" ] && ! grep -q "there is $2[.]" "$file" || return 0
  touch -r "$file" "$file.time"
  write_absent "$1" "$(absent_why "$1")" "$2"
  touch -r "$file.time" "$file"
  rm "$file.time"
}

# Within a day, with the same recipe and the same mirrors.
lately_absent() {
  local file
  file=$(absent_file "$1")
  [ -n "$(find "$file" -mmin -1440 2> /dev/null)" ] && [ "$(sed -n '2p' "$file")" = "$(tried "$1")" ]
}

forget_absent() { rm -f "$(absent_file "$1")"; }
