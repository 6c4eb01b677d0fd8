# shellcheck shell=bash disable=SC2034,SC2154
# OpenSSL as its INSTALL.md has it: assembly and -O3 are the defaults.
#   enable-ec_nistp_64_gcc_128  the fast P-224, P-384 and P-521; left out by default for compilers without __int128
#   no-shared -fPIC             static, to be hidden inside a module
#   no-module                   the legacy provider inside libcrypto instead of a file at a fixed path
#   --openssldir                a folder that nobody has: the machine's openssl.cnf must not decide what is measured
PROJECT=OpenSSL
LIBRARIES="lib/libssl.a lib/libcrypto.a"
LINK="-ldl -pthread"
TOOL=bin/openssl
CONFIGURE=(no-shared no-module no-tests no-docs enable-ec_nistp_64_gcc_128 -fPIC
  --prefix=/nonexistent --openssldir=/nonexistent/ssl --libdir=lib)

build() {
  "$SRC/Configure" "${CONFIGURE[@]}" CC=cc
  compile ' -c -o ' make -j"$JOBS" build_libs apps/openssl
  cp libssl.a libcrypto.a "$STAGE/lib"
  cp apps/openssl "$STAGE/bin"
  cp -r "$SRC/include/openssl" include/openssl "$STAGE/include"
  find "$STAGE/include" -name '*.in' -delete
}

version() { "$STAGE/$TOOL" version -v | cut -d' ' -f2; }

flags() {
  jq -n --arg configure "./Configure ${CONFIGURE[*]}" \
    --arg c "$("$STAGE/$TOOL" version -f | sed 's/^compiler: //')" '$ARGS.named'
}
