# shellcheck shell=bash disable=SC2034,SC2154
# BoringSSL by its own build: the repository keeps its assembly ready-made since 2024, so that neither Go nor Perl is
# needed. From its repository, or as Chromium carries it: of that package it is one folder. `bssl speed` is gone from it.
PROJECT=BoringSSL
BACKEND=openssl
LIBRARIES="lib/libssl.a lib/libcrypto.a"
LINK="-pthread"
TOOL=
OPTIONS=(-DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DBUILD_TESTING=OFF)

build() {
  cmake -G Ninja -S "$SRC" -B . "${OPTIONS[@]}"
  compile ' -c ' ninja -v -j"$JOBS" crypto ssl
  cp "$(find . -name libssl.a)" "$(find . -name libcrypto.a)" "$STAGE/lib"
  cp -r "$SRC/include/openssl" "$STAGE/include"
}

# It has no version numbers: in Chromium's package there is Chromium's, and the number of its API.
version() {
  echo "chromium-$(cut -d'|' -f1 "$ORIGIN" | sed 's/-[^-]*$//')-api-$(sed -n 's/^#define BORINGSSL_API_VERSION //p' "$STAGE/include/openssl/base.h")"
}

flags() { cmake_flags "${OPTIONS[@]}"; }

compiler_of() { echo "$(compiler cc); $(compiler c++)"; }
