#!/usr/bin/env bash
# sources.sh TOP: rules that the compiler does not know.  Prints each offending line; exit 1 when there is one.
set -euo pipefail
cd "$1"

bad=0
complain() { # complain RULE: the offending lines come on standard input
    local lines
    lines=$(cat)
    [ -z "$lines" ] && return
    printf 'rule broken: %s\n%s\n' "$1" "$lines"
    bad=1
}

# Files git knows or would know; a checkout without git is read whole.
sources() { # sources PATHSPEC...
    git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
        [ -f "$file" ] && printf '%s\n' "$file"
    done
}
# Lines of the files on standard input that match, never failing for want of a match.
matching() {
    xargs -r grep -nHE "$1" -- || true
}

sources '*.c' '*.h' '*.cc' | grep -vE '(^|/)compat[^/]*\.h$|/probes/|^bench/gbench' |
    matching '^[[:space:]]*#[[:space:]]*(if|ifdef|ifndef|elif)\b' |
    complain '#if stands only in compat headers and probes: choose a file, not a branch'

sources '*.c' '*.h' '*.cc' | grep -v '^backends/' |
    matching '#[[:space:]]*include[[:space:]]*[<"](openssl|wolfssl|wolfcrypt)/' |
    complain 'only backends/ includes a TLS header'

sources 'src/*.c' 'bench/*.c' |
    matching 'str(n)?(case)?cmp *\([^)]*"(openssl|boringssl|wolfssl|aws-lc|libressl)' |
    complain 'no comparison with the name of a library outside backends/'

sources 'src/core/*.c' 'src/core/*.h' |
    matching '#[[:space:]]*include[[:space:]]*"(worker|control|bench|backends)/' |
    complain 'src/core depends on nothing above it'

sources 'src/worker/*.[ch]' 'bench/*.[ch]' | matching '#[[:space:]]*include[[:space:]]*"control/' |
    complain 'the worker knows nothing of the controller'

sources 'backends/openssl/*.c' 'backends/wolfssl/*.c' 'backends/plain/*.c' |
    matching '\b(clock_gettime|gettimeofday|printf|fprintf|puts)[[:space:]]*\(' | grep -v '/probes/' |
    complain 'a backend holds no clock and no printing'

sources '*.c' '*.h' '*.cc' '*.sh' '*.cmake' '*CMakeLists.txt' | matching '.{121,}' | complain 'lines have at most 120 columns'
sources '*.c' '*.h' '*.cc' '*.sh' '*.cmake' '*CMakeLists.txt' '*.md' | matching '[[:space:]]+$' |
    complain 'no blanks at the end of a line'

cxx=$(sources '*.cc' '*.cpp' '*.cxx' '*.hpp' | grep -vx 'bench/gbench.cc' || true)
complain 'the only C++ is bench/gbench.cc' <<<"$cxx"

exit "$bad"
