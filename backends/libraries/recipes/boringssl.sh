# shellcheck shell=bash disable=SC2034,SC2154
# BoringSSL as Android carries it: the file lists and the assembly are
# ready-made, so neither Go nor Perl is needed. Its own build is a debug build unless told; Android's and Debian's are
# OPENSSL_SMALL. Release, and never small. The machine's own compiler like all the others: gcc 12 was as fast as clang
# 14 in every row of bssl speed that was tried, and some 5 % faster in X25519.
PROJECT=BoringSSL
LIBRARIES="lib/libssl.a lib/libcrypto.a"
LINK="-pthread"
TOOL=bin/bssl

build() {
  cmake -G Ninja -S "$HERE/recipes/boringssl" -B . -DCMAKE_BUILD_TYPE=Release -DBORINGSSL_ROOT="$SRC/"
  compile ' -c ' ninja -v -j"$JOBS"
  cp libssl.a libcrypto.a "$STAGE/lib"
  cp bssl "$STAGE/bin"
  cp -r "$SRC/src/include/openssl" "$STAGE/include"
}

# It has no version numbers: Android's release, and the commit it was taken at.
version() { echo "$(cut -d'|' -f1 "$ORIGIN" | sed 's/-[^-]*$//')-$(cut -c1-12 "$SRC/BORINGSSL_REVISION")"; }

flags() { cat flags.json; }

compiler_of() { echo "$(compiler cc); $(compiler c++)"; }
