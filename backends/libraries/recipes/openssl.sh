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
  compile ' -c -o ' make -j"$JOBS" build_libs apps/openssl
  cp libssl.a libcrypto.a "$STAGE/lib"
  cp apps/openssl "$STAGE/bin"
  cp -r "$SRC/include/openssl" include/openssl "$STAGE/include"
  find "$STAGE/include" -name '*.in' -delete
}

version() { "$STAGE/$TOOL" version -v | cut -d' ' -f2; }

# "OpenSSL 3.5.6 7 Apr 2026 (Library: ...)"
released() { "$STAGE/$TOOL" version -v | sed -n -E 's/^OpenSSL [^ ]+ +([0-9]+ [A-Z][a-z]+ [0-9]{4}).*/\1/p'; }

flags() {
  jq -n --arg configure "./Configure ${CONFIGURE[*]}" \
    --arg c "$("$STAGE/$TOOL" version -f | sed 's/^compiler: //')" '$ARGS.named'
}
