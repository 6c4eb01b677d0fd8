# shellcheck shell=bash
#
# Debian source packages through a private apt: its own lists, cache and deb-src line. The machine's apt sources are not
# changed, root is not needed, and apt itself checks the archive's signature and all checksums below it.

# The machine's own mirrors, as apt reads them from either kind of sources file: "URI suite component".
apt_targets() {
  # shellcheck disable=SC2016  # apt's own variables
  apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 2> /dev/null | sort -u
}

# Third parties also name their suites bookworm, so the address must look like Debian's.
main_mirror() { apt_targets | awk '$3 == "main" && $1 ~ /debian(\.list)?\/?$/ { print $1; exit }'; }
security_mirror() { apt_targets | awk '$3 == "main" && $1 ~ /debian-security(\.list)?\/?$/ { print $1; exit }'; }

# Without a mirror none is guessed: the owner of the machine decides where it fetches from.
source_lines() {
  local suite=$1 main security keyring=/usr/share/keyrings/debian-archive-keyring
  main=${TLSBENCH_DEBIAN_MIRROR:-$(main_mirror)}
  security=${TLSBENCH_DEBIAN_SECURITY:-$(security_mirror)}
  if [ -z "$main" ]; then
    echo "E: apt's configuration names no mirror of Debian: no source whose address ends in /debian has the component main. Name one: TLSBENCH_DEBIAN_MIRROR=http://MIRROR/debian, or a line 'deb http://MIRROR/debian $suite main' in /etc/apt/sources.list and apt-get update" >&2
    return 1
  fi
  for keyring in $keyring.gpg $keyring.pgp; do [ ! -e "$keyring" ] || break; done
  local deb="deb-src [signed-by=$keyring]"
  echo "$deb $main $suite main"
  [ "$suite" != sid ] || return 0
  echo "$deb $main $suite-updates main"
  if [ -n "$security" ]; then
    echo "$deb $security $suite-security main"
  else
    echo "W: no mirror of $suite-security is known: what is brought lacks its updates. TLSBENCH_DEBIAN_SECURITY=http://MIRROR/debian-security names one" >&2
  fi
}

# apt's configuration cannot represent a quote or a line break in a name: such a folder is accessed by another name.
apt_name_of() {
  local short
  case $1 in *[\"\\$'\n']*) ;; *) echo "$1"; return ;; esac
  short=$(mktemp -d /tmp/tlsbench-apt-XXXXXX)
  ln -s "$1" "$short/apt"
  echo "$short/apt"
}

# private_apt DIR SUITE: makes DIR an apt environment with only that suite's sources. No hooks of the machine's apt run
# in it, and no second user is used, since the folder may be closed to that user. For a subshell, whose end it tidies.
private_apt() {
  local dir
  mkdir -p "$1"
  dir=$(apt_name_of "$1")
  # shellcheck disable=SC2064  # now: the name is local
  [ "$dir" = "$1" ] || trap "rm -rf '${dir%/apt}'" EXIT
  mkdir -p "$dir"/{lists,archives}/partial "$dir"/{state,log}
  source_lines "$2" > "$dir/sources.list" || return 1
  cat > "$dir/apt.conf" <<END
Dir::Etc::sourcelist "$dir/sources.list";
Dir::Etc::sourceparts "-";
Dir::State "$dir/state";
Dir::State::lists "$dir/lists";
Dir::Cache "$dir";
Dir::Cache::archives "$dir/archives";
Dir::Log "$dir/log";
APT::Sandbox::User "";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END
  export APT_CONFIG=$dir/apt.conf
  # The next instance of the same set-up can use the lists that were just read.
  if ! cmp -s "$dir/sources.list" "$dir/updated" || [ -z "$(find "$dir/updated" -mmin -10)" ]; then
    # One list that cannot be had (for example, no security suite on this mirror) must not stop the others.
    if apt-get update -o APT::Update::Error-Mode=any; then cp "$dir/sources.list" "$dir/updated"; fi
    ! grep -q -e '-security main$' "$dir/sources.list" || ls "$dir"/lists/*-security_* > /dev/null 2>&1 ||
      echo "W: the suite $2-security cannot be read: what is brought lacks its updates. TLSBENCH_DEBIAN_SECURITY=http://MIRROR/debian-security names another mirror" >&2
  fi
}

# The last error of apt, as one line.
apt_complaint() { sed -n 's/^E: //p' "$1" | tail -n 1 | plain; }

# Newest first. A mirror in the middle of an update lists versions that it does not have.
versions() { apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -u -V -r; }

download() { apt-get source --download-only "$@"; }

checksum() { sha256sum "$1" | cut -d' ' -f1; }

# unpack_tarball INTO TARBALL FOLDER: only FOLDER if there is one.
unpack_tarball() {
  local into=$1 tarball=$2 folder=$3 depth top
  mkdir -p "$into"
  if [ -z "$folder" ]; then
    tar -C "$into" --strip-components=1 -xf "$tarball"
    return
  fi
  top=$(tar -tf "$tarball" 2> /dev/null | sed -n '1{s|/.*||p;q}') || true # tar cannot write the rest of its list
  depth=$(tr -cd / <<< "$folder" | wc -c)
  tar -C "$into" --strip-components=$((depth + 2)) -xf "$tarball" "$top/$folder"
}

# fetch_source PACKAGE[:FOLDER] SUITE INTO APT: unpacks into INTO/src and writes "version|file|sha256|patches" to
# INTO/origin.
fetch_source() (
  package=${1%%:*} into=$3 folder=''
  [ "$package" = "$1" ] || folder=${1#*:}
  private_apt "$4" "$2" || return 1
  mkdir -p "$into/download"
  cd "$into/download" || return 1
  for version in $(versions "$package"); do
    [ -z "$folder" ] || break # the whole is too large to be unpacked and patched
    download "$package=$version" && rm -rf "$into/src" && dpkg-source --no-check -x ./*"_${version#*:}.dsc" "$into/src" &&
      origin "$version" ./*"_${version#*:}.dsc" "Debian's, applied" > "$into/origin" && return 0
  done
  # Only the tarball: the project's code as Debian has it, under the same signature.
  for version in $(versions "$package"); do
    rm -rf ./* "$into/src" && download --tar-only "$package=$version" &&
      unpack_tarball "$into/src" ./*.orig.tar.*z* "$folder" &&
      origin "$version" ./*.orig.tar.*z* "none (the tarball alone)" > "$into/origin" && return 0
  done
  echo "none of the versions of $package could be downloaded: $(versions "$package" | tr '\n' ' ')"
  return 1
)

origin() { echo "$1|${2#./}|$(checksum "$2")|$3"; }
