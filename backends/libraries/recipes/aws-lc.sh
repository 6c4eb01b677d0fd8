# shellcheck shell=bash disable=SC2034,SC2154
# AWS-LC, Amazon's maintained fork of BoringSSL: from its repository, or from the source that its Rust bindings carry,
# where it is one folder. Assembly is ready-made in both. Its bssl tool is left out.
PROJECT=AWS-LC
BACKEND=openssl
LIBRARIES="lib/libssl.a lib/libcrypto.a"
LINK="-pthread"
TOOL=
OPTIONS=(-DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF
  -DBUILD_TOOL=OFF -DBUILD_LIBSSL=ON -DDISABLE_GO=ON -DDISABLE_PERL=ON)

build() {
  local source=$SRC
  [ ! -d "$SRC/aws-lc" ] || source=$SRC/aws-lc
  cmake -G Ninja -S "$source" -B . "${OPTIONS[@]}" -DCMAKE_INSTALL_PREFIX="$STAGE" -DCMAKE_INSTALL_LIBDIR=lib
  compile ' -c ' ninja -v -j"$JOBS" crypto ssl
  cp "$(find . -name libssl.a)" "$(find . -name libcrypto.a)" "$STAGE/lib"
  cp -r "$source/include/openssl" "$STAGE/include"
}

version() { sed -n 's/.*AWSLC_VERSION_NUMBER_STRING "\(.*\)"/\1/p' "$STAGE/include/openssl/base.h"; }

flags() { cmake_flags "${OPTIONS[@]}"; }
