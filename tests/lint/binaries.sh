#!/usr/bin/env bash
# binaries.sh TOP BUILD: checks that linked files are as designed.
set -euo pipefail
build=$2
bad=0

# The programs link no TLS library, neither shared (NEEDED) nor static (its symbols).
for program in tlsbench tlsbench-worker tlsbench-counters; do
    file=$build/bin/$program
    [ -e "$file" ] || [ "$program" != tlsbench-counters ] || continue # a build with sanitizers has none
    if readelf -d "$file" | grep -E 'NEEDED.*lib(ssl|crypto|wolfssl|gnutls|mbedtls)'; then
        printf '%s is linked with a TLS library\n' "$program"
        bad=1
    fi
    if nm --defined-only "$file" | grep -E ' [TtDdRr] (SSL_new|SSL_CTX_new|EVP_sha256|wolfSSL_new|wc_InitRng)$'; then
        printf '%s contains a TLS library\n' "$program"
        bad=1
    fi
done

# A module exports one symbol.
modules=0
for module in "$build"/modules/*.so; do
    modules=$((modules + 1))
    symbols=$(nm -D --defined-only "$module" | awk '{print $3}' | grep -vE '^(__asan|__ubsan|__tsan|__odr_asan|__sancov)' || true)
    if [ "$symbols" != tb_backend ]; then
        printf '%s exports more than tb_backend:\n%s\n' "$module" "$symbols"
        bad=1
    fi
done
if [ "$modules" -eq 0 ]; then
    echo 'no modules were built'
    bad=1
fi
exit "$bad"
