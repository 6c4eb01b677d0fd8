# shellcheck shell=bash
#
# Sources from a project's repository, at one commit. A commit's name is a checksum of its contents, so any copy will
# do: either the named commit arrives, or it is refused.
#
# TLSBENCH_GIT_MIRROR names copies: places separated by blanks, tried in order and before the project's own repository.
#   /folder/repository          a repository, bare or with its work tree: tried for every project
#   openssl=PLACE               the same for one project: a folder, or an address
#   /folder, https://prefix     copies below it: PREFIX/HOST/PATH as in the project's own address, or PREFIX/NAME with
#                               the address's last word; in folders also with .git appended

git_patience=${TLSBENCH_GIT_PATIENCE:-15} # seconds for a place to answer at all
git_stalled=20  # seconds without data

# The user's own settings (such as a proxy) remain in effect. A copy may belong to another user, which git refuses by
# default, but is harmless if only objects are taken from it.
git_settings() {
  cat <<END
[include]
  path = ${XDG_CONFIG_HOME:-${HOME:-/}/.config}/git/config
[include]
  path = ${GIT_CONFIG_GLOBAL:-${HOME:-/}/.gitconfig}
[safe]
  directory = *
[http]
  lowSpeedLimit = 1000
  lowSpeedTime = $git_stalled
[core]
  hooksPath = /dev/null
[advice]
  detachedHead = false
END
}

# run_git SETTINGS ARGUMENT...: asks no questions, and ignores variables of a calling git. With `patience` set, it has
# that many seconds at most.
run_git() {
  ${patience:+timeout "$patience"} env -u GIT_DIR -u GIT_WORK_TREE -u GIT_INDEX_FILE -u GIT_OBJECT_DIRECTORY \
    -u GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_CONFIG_GLOBAL="$1" GIT_TERMINAL_PROMPT=0 GIT_ASKPASS=true LC_ALL=C \
    GIT_SSH_COMMAND="${GIT_SSH_COMMAND:-ssh -o BatchMode=yes -o ConnectTimeout=$git_patience}" git "${@:2}"
}

is_repository() { [ -e "$1/.git" ] || { [ -e "$1/HEAD" ] && [ -d "$1/objects" ]; }; }

# The repository's name after the host, and its last word: "host/path" and "path".
below_host() { sed -E 's#^[a-z+]+://([^/@]*@)?##; s#\.git$##; s#/+$##' <<< "$1"; }

# git_places PROJECT URL: all repositories to try, one per line.
git_places() {
  local project=$1 url=$2 place own name below
  own=$(below_host "$url")
  for place in ${TLSBENCH_GIT_MIRROR:-}; do
    name=''
    if [[ $place =~ ^([a-z][a-z0-9-]*)=(.*)$ ]]; then name=${BASH_REMATCH[1]} place=${BASH_REMATCH[2]}; fi
    [ -z "$name" ] || [ "$name" = "$project" ] || continue
    place=${place#file://}
    case $place in
      *://*)
        if [ -n "$name" ]; then echo "$place"; else printf '%s\n' "${place%/}/$own" "${place%/}/${own##*/}"; fi
        continue ;;
    esac
    place=$(realpath -m -- "$place")
    if [ -n "$name" ] || is_repository "$place"; then echo "$place"; continue; fi
    for below in "$own" "$own.git" "${own##*/}" "${own##*/}.git"; do
      ! is_repository "$place/$below" || echo "$place/$below"
    done
  done
  echo "$url"
}

# The last error of git, as one line.
git_complaint() { sed -n -E 's/^(fatal|error|remote error|ssh): //p' "$1" | tail -n 1 | cut -c1-200 | plain; }

# git_refs SETTINGS PLACE: "commit name" of all refs. Fails within seconds if nobody answers.
git_refs() {
  local rc=0 patience=$git_patience
  run_git "$1" ls-remote -- "$2" || rc=$?
  [ $rc -ne 124 ] || echo "fatal: no answer within $git_patience s" >&2
  return $rc
}

# git_commit SETTINGS PLACE REVISION: prints the full name of the commit that a tag, a branch or a hash names there. A
# partial hash is looked up among all commits of a local copy; a server only reports its branches and tags.
git_commit() {
  local settings=$1 place=$2 revision=$3 refs commit name
  refs=$(git_refs "$settings" "$place") || return 1
  for name in "refs/tags/$revision^{}" "refs/tags/$revision" "refs/heads/$revision" "$revision"; do
    commit=$(awk -v name="$name" '$2 == name { print $1; exit }' <<< "$refs")
    [ -z "$commit" ] || { echo "$commit"; return 0; }
  done
  if [[ $revision =~ ^[0-9a-f]{40}$ ]]; then echo "$revision"; return 0; fi
  if [[ $revision =~ ^[0-9a-f]{7,39}$ ]]; then
    if [ -d "$place" ] && run_git "$settings" -C "$place" rev-parse --verify --quiet "$revision^{commit}" 2> /dev/null
    then return 0; fi
    commit=$(awk -v start="$revision" 'index($1, start) == 1 { print $1 }' <<< "$refs" | sort -u)
    [ "$(wc -w <<< "$commit")" -ne 1 ] || { echo "$commit"; return 0; }
  fi
  echo "fatal: no tag, branch or commit '$revision' there" >&2
  return 1
}

# git_resolve PROJECT URL REVISION SCRATCH: prints the full commit; if no place knows it, fails and leaves the reasons,
# one per place, in SCRATCH/why.
git_resolve() {
  local project=$1 url=$2 revision=$3 scratch=$4 place
  mkdir -p "$scratch"
  git_settings > "$scratch/gitconfig"
  : > "$scratch/why"
  while read -r place; do
    git_commit "$scratch/gitconfig" "$place" "$revision" 2> "$scratch/said" && return 0
    echo "$place: $(git_complaint "$scratch/said")" >> "$scratch/why"
  done < <(git_places "$project" "$url")
  return 1
}

# fetch_commit SETTINGS REPOSITORY PLACE COMMIT: only that commit; everything from a server that does not serve single
# commits.
fetch_commit() {
  local settings=$1 repository=$2 place=$3 commit=$4
  git_refs "$settings" "$place" > /dev/null || return 1
  run_git "$settings" -C "$repository" fetch --progress --no-tags --depth 1 -- "$place" "$commit" ||
    { echo "not by its name alone: fetching everything"
      run_git "$settings" -C "$repository" fetch --progress --no-tags -- "$place" \
        '+refs/heads/*:refs/place/heads/*' '+refs/tags/*:refs/place/tags/*'; } || return 1
  run_git "$settings" -C "$repository" cat-file -e "$commit^{commit}" 2> /dev/null ||
    { echo "fatal: no commit $commit there" >&2; return 1; }
}

# copy_commit SETTINGS REPOSITORY PLACE COMMIT: the same from a folder, without a server. Copied objects are counted and
# hashed again, so the folder need not be trusted. Copies often lack their largest files.
copy_commit() {
  local settings=$1 repository=$2 place=$3 commit=$4 objects shared=$2/.git/objects/info/alternates
  objects=$(run_git "$settings" -C "$place" rev-parse --path-format=absolute --git-path objects) || return 1
  echo "$objects" > "$shared"
  if ! run_git "$settings" -C "$repository" cat-file -e "$commit^{commit}" 2> /dev/null; then
    echo "fatal: no commit $commit there" >&2
    rm "$shared"
    return 1
  fi
  run_git "$settings" -C "$repository" rev-list --objects --missing=print --no-walk "$commit" | cut -d' ' -f1 |
    grep -v '^?' | run_git "$settings" -C "$repository" pack-objects --quiet --stdout > "$repository/.git/pack" || return 1
  rm "$shared"
  run_git "$settings" -C "$repository" index-pack --stdin < "$repository/.git/pack" || return 1
  echo "$commit" > "$repository/.git/shallow"
}

take_commit() { if [ -d "$3" ]; then copy_commit "$@"; else fetch_commit "$@"; fi; }

# check_out SETTINGS REPOSITORY COMMIT: checks out its files. A copy may lack files that only tests need, which are
# listed in .git/lacking; any other missing file is an error.
check_out() {
  local settings=$1 repository=$2 commit=$3 lacking=$2/.git/lacking needed
  run_git "$settings" -C "$repository" read-tree "$commit" || return 1
  run_git "$settings" -C "$repository" ls-files -s | awk '{ hash = $2; sub(/^[^\t]*\t/, ""); print hash, $0 }' |
    run_git "$settings" -C "$repository" cat-file --batch-check='%(objecttype) %(rest)' |
    sed -n 's/^\([0-9a-f]*\) missing$/\1/p' > "$lacking.hashes"
  run_git "$settings" -C "$repository" ls-files -s | grep -F -f "$lacking.hashes" | cut -f2 > "$lacking" || true
  needed=$(grep -v -E '(^|/)(kat/|[^/]*(test|fuzz|vectors))' "$lacking" || true)
  if [ -n "$needed" ]; then
    echo "fatal: the copy lacks $(wc -l <<< "$needed") files of the commit, $(head -n 1 <<< "$needed") among them" >&2
    return 1
  fi
  run_git "$settings" -C "$repository" update-index --force-remove --stdin < "$lacking" || return 1
  run_git "$settings" -C "$repository" checkout-index -a
}

# fetch_git PROJECT URL COMMIT TREE INTO: checks COMMIT out into INTO/src, and writes "commit|tree|date|url" to
# INTO/origin, and the files that the copy lacked to INTO/origin.lacking. TREE may be "-": not known in advance. Fails
# with 3 if the commit cannot be had, with 1 if it is not the named one; the reasons are in INTO/why.
fetch_git() {
  local project=$1 url=$2 commit=$3 tree=$4 into=$5 place settings=$5/gitconfig got day
  mkdir -p "$into"
  git_settings > "$settings"
  : > "$into/why"
  while read -r place; do
    echo "--- from $place"
    rm -rf "$into/src"
    run_git "$settings" -c init.defaultBranch=none init -q "$into/src" || return 1
    { take_commit "$settings" "$into/src" "$place" "$commit" &&
      check_out "$settings" "$into/src" "$commit"; } 2>&1 | tee "$into/said"
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
      echo "$place: $(git_complaint "$into/said")" >> "$into/why"
      continue
    fi
    got=$(run_git "$settings" -C "$into/src" rev-parse "$commit^{tree}") || return 1
    if [ "$tree" != - ] && [ "$got" != "$tree" ]; then
      echo "commit $commit has the tree $got, and the tree $tree was expected" | tee "$into/why"
      return 1
    fi
    day=$(TZ=UTC run_git "$settings" -C "$into/src" show -s --date=format-local:%F --format=%cd "$commit") || return 1
    echo "$commit|$got|$day|$url" > "$into/origin"
    mv "$into/src/.git/lacking" "$into/origin.lacking"
    rm -rf "$into/src/.git" # a build that asks git for a version would get what the copy happens to hold
    return 0
  done < <(git_places "$project" "$url")
  return 3
}
