# shellcheck shell=bash disable=SC2034,SC2154
# BoringSSL as Android carries it: the file lists and the assembly are
# ready-made, so neither Go nor Perl is needed. Its own build is a debug build unless told; Android's and Debian's are
# OPENSSL_SMALL. Release, and never small. The machine's own compiler like all the others: gcc 12 was as fast as clang
# 14 in every row of bssl speed that was tried, and some 5 % faster in X25519.
PROJECT=BoringSSL
BACKEND=openssl
LIBRARIES="lib/libssl.a lib/libcrypto.a"
LINK="-pthread"
TOOL=bin/bssl

build() {
  cmake -G Ninja -S "$RECIPES/android" -B . -DCMAKE_BUILD_TYPE=Release -DBORINGSSL_ROOT="$SRC/"
  compile ' -c ' ninja -v -j"$JOBS" crypto ssl
  cp libssl.a libcrypto.a "$STAGE/lib"
  cp -r "$SRC/src/include/openssl" "$STAGE/include"
}

build_tool() {
  compile ' -c ' ninja -v -j"$JOBS" bssl
  cp bssl "$STAGE/bin"
}

# It has no version numbers: the commit that Android took.
version() { cut -c1-12 "$SRC/BORINGSSL_REVISION"; }

# The package knows the commit's name alone; its day is in BoringSSL's repository.
dated() {
  case $(cat "$SRC/BORINGSSL_REVISION") in
    32b51305debe43e38e7bf2c2b13c4ebf3b474e80) echo "2023-04-19 commit" ;;
    *) package_day ;;
  esac
}

flags() { cat flags.json; }

compiler_of() { echo "$(compiler cc); $(compiler c++)"; }
