# shellcheck shell=bash disable=SC2034,SC2154
# OpenSSL as its INSTALL.md has it: assembly and -O3 are the defaults.
#   enable-ec_nistp_64_gcc_128  the fast P-224, P-384 and P-521; left out by default for compilers without __int128
#   no-shared -fPIC             static, to be hidden inside a module
#   no-module                   the legacy provider inside libcrypto instead of a file at a fixed path
#   --openssldir                a folder that nobody has: the machine's openssl.cnf must not decide what is measured
PROJECT=OpenSSL
BACKEND=openssl
LIBRARIES="lib/libssl.a lib/libcrypto.a"
LINK="-ldl -pthread"
TOOL=bin/openssl
CONFIGURE=(no-shared no-module no-tests no-docs enable-ec_nistp_64_gcc_128 -fPIC
  --prefix=/nonexistent --openssldir=/nonexistent/ssl --libdir=lib)

# Older and newer ones do not know all of these words.
known_only() {
  local option
  for option; do
    case $option in
      no-shared | -*) ;;
      *) grep -q -E "[\"' ]${option#*-}[\"' ]" "$SRC/Configure" || continue ;;
    esac
    echo "$option"
  done
}

build() {
  mapfile -t CONFIGURE < <(known_only "${CONFIGURE[@]}")
  "$SRC/Configure" "${CONFIGURE[@]}" CC=cc
  make -j"$JOBS" build_generated
  compile ' -c -o ' make -j"$JOBS" libcrypto.a libssl.a # build_libs has libraries of its programs, too
  cp libssl.a libcrypto.a "$STAGE/lib"
  cp -r "$SRC/include/openssl" include/openssl "$STAGE/include"
  find "$STAGE/include" -name '*.in' -delete
}

build_tool() {
  compile ' -c -o ' make -j"$JOBS" apps/openssl
  cp apps/openssl "$STAGE/bin"
}

# says WHAT: what the code that was built says of itself; its program is not always built.
says() {
  cat > says.c <<END
#include <openssl/crypto.h>
#include <stdio.h>
int main(void)
{
    return puts(OpenSSL_version($1)) < 0;
}
END
  # shellcheck disable=SC2086  # LINK is a list of words
  cc -I "$STAGE/include" says.c "$STAGE/lib/libcrypto.a" $LINK -o says
  ./says
}

version() { says OPENSSL_VERSION | cut -d' ' -f2; }

# "OpenSSL 3.5.6 7 Apr 2026"
released() { says OPENSSL_VERSION | sed -n -E 's/^OpenSSL [^ ]+ +([0-9]+ [A-Z][a-z]+ [0-9]{4}).*/\1/p'; }

flags() {
  jq -n --arg configure "./Configure ${CONFIGURE[*]}" \
    --arg c "$(says OPENSSL_CFLAGS | sed 's/^compiler: //')" '$ARGS.named'
}
