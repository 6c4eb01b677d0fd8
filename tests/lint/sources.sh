#!/usr/bin/env bash
# sources.sh TOP: rules that the compiler does not check.  Prints each offending line; exit 1 if there is one.
set -euo pipefail
cd "$1"

bad=0
complain() { # complain RULE < LINES: the offending lines; not in a pipeline, where `bad` would be lost
    local lines
    lines=$(cat)
    if [ -z "$lines" ]; then
        return
    fi
    printf 'rule broken: %s\n%s\n' "$1" "$lines"
    bad=1
}

# Files git knows or would know; a checkout without git is read whole.
sources() { # sources PATHSPEC...
    git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
        if [ -f "$file" ]; then
            printf '%s\n' "$file"
        fi
    done
}
# Drops lines; succeeds even if none are left.
without() {
    grep -vE "$1" || true
}
# Matching lines of the files on standard input; succeeds even without a match.
matching() {
    xargs -r grep -nHE "$1" -- || true
}

complain '#if stands only in compat headers and probes: choose a file, not a branch' < <(
    sources '*.c' '*.h' '*.cc' | without '(^|/)compat[^/]*\.h$|/probes/|^src/harness/gbench' |
        matching '^[[:space:]]*#[[:space:]]*(if|ifdef|ifndef|elif)\b')

complain 'a run is read where it is judged, kept and shown; hand over what is to be written' < <(
    sources 'src/control/verdict/*' 'src/control/results/*' 'src/control/history/*' 'src/control/show/*' |
        without '/check(_looks|_stored)?\.[ch]$' | matching '(\(|, )struct tb_run \*')

complain 'only backends/ includes a TLS header' < <(
    sources '*.c' '*.h' '*.cc' | without '^backends/' |
        matching '#[[:space:]]*include[[:space:]]*[<"](openssl|wolfssl|wolfcrypt)/')

complain 'no comparison with the name of a library outside backends/' < <(
    sources 'src/*.c' 'bench/*.c' | matching 'str(n)?(case)?cmp *\(.*("(openssl|boringssl|wolfssl|aws-lc|libressl|plain)|TB_PLAIN)')

complain 'a backend holds no clock and no printing' < <(
    sources 'backends/openssl/*.c' 'backends/wolfssl/*.c' 'backends/plain/*.c' | without '/probes/' |
        matching '\b(clock_gettime|gettimeofday|printf|fprintf|puts)[[:space:]]*\(')

complain 'lines of C have at most 120 columns' < <(
    sources '*.c' '*.h' '*.cc' | matching '.{121,}')

complain 'no blanks at the end of a line' < <(
    sources '*.c' '*.h' '*.cc' '*.sh' '*.cmake' '*CMakeLists.txt' '*.md' | matching '[[:space:]]+$')

complain 'the only C++ is src/harness/gbench.cc' < <(
    sources '*.cc' '*.cpp' '*.cxx' '*.hpp' | without '^src/harness/gbench\.cc$')

exit "$bad"
