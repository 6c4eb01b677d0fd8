# shellcheck shell=bash disable=SC2034,SC2154
# The machine's own package, as everybody on it gets it: nothing is copied, only found and written down.
LINKAGE=shared
TOOL=
LINK=

build() {
  local files header=openssl/ssl.h
  case $PACKAGE in
    libssl-dev) PROJECT=OpenSSL BACKEND=openssl TOOL=$(command -v openssl || true) ;;
    android-libboringssl-dev) PROJECT=BoringSSL BACKEND=openssl ;;
    libwolfssl-dev) PROJECT=wolfSSL BACKEND=wolfssl header=wolfssl/ssl.h ;;
  esac
  files=$(dpkg -L "$PACKAGE")
  LIBRARIES=$(grep -E '/lib(ssl|crypto|wolfssl)\.so$' <<< "$files" | LC_ALL=C sort -r | tr '\n' ' ')
  # What differs between architectures is in a second folder, which Debian's compilers know.
  INCLUDE=$(sed -n -E "s#^(/usr/include(/android)?)/$header\$#\1#p" <<< "$files")
}

# Packages are built with the day of their change log, which is the newest that a file in them can have.
dated() {
  local shared
  read -r shared _ <<< "$LIBRARIES"
  echo "$(date -u -r "$shared" +%F) package"
}

version() { dpkg-query -W -f '${source:Upstream-Version}' "$PACKAGE"; }

source_of() {
  # shellcheck disable=SC1091
  jq -n --arg package "$(dpkg-query -W -f '${source:Package}' "$PACKAGE")" --arg binary "$PACKAGE" \
    --arg version "$(dpkg-query -W -f '${Version}' "$PACKAGE")" --arg suite "$(. /etc/os-release && echo "$VERSION_CODENAME")" \
    '$ARGS.named'
}

compiler_of() { echo "not recorded by the package"; }

# Written down by OpenSSL alone.
flags() {
  local c="not recorded by the package"
  [ "$PROJECT" != OpenSSL ] || [ -z "$TOOL" ] || c=$("$TOOL" version -f | sed 's/^compiler: //')
  jq -n --arg c "$c" '$ARGS.named'
}
