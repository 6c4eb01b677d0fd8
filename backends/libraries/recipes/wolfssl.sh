# shellcheck shell=bash disable=SC2034,SC2154
# wolfSSL with its fast code on, which is not the default: AES-NI and the other assembly, and single-precision maths
# (sp) for every size it has. Hardening (timing resistance, RSA blinding) is on by default and stays on.
#
#   opensslextra=no  its users' usual build. The OpenSSL layer costs 1.4 % of the instructions of a handshake and 66
#                    allocations (seen in 5.7.2). But wolfSSL_set1_sigalgs_list and wolfSSL_get_peer_signature_nid are
#                    in that layer, and no smaller define has them. Neither is missed: left alone, wolfSSL signs with the
#                    weakest hash it may, SHA-256, and wolfssl/internal.h, kept beside the public headers, has the
#                    signature that was used (ssl->options.peerHashAlgo and peerSigAlgo).
#   WOLFSSL_STATIC_RSA  RSA key transport, which TLS 1.2 cases need
#   WOLFSSL_GETRANDOM   seeds by system call; the default opens, reads and closes /dev/urandom for every connection
#   USE_ECC_B_PARAM     wc_ecc_point_is_on_curve: what TLS has to check of a peer's point, and wolfSSL's own TLS does since 5.8
#   WOLFSSL_ECDHX_SHARED_NOT_ZERO  a secret of X25519 that is all zeros is refused, as RFC 8446 7.4.2 wants and its rivals do;
#                    in 5.7 this is not the default
#   BIG_SESSION_CACHE   a server remembers 20,027 sessions, as many as its rivals do by default (20,480); wolfSSL's default is
#                    33 in rows of 3, from which 16 connections push each other out
#   HAVE_CRL_IO         a hook for a revocation list that is missing; without it wolfSSL takes only lists of the roots themselves
#   HAVE_EXT_CACHE      sessions as bytes (wolfSSL_i2d_SSL_SESSION)
# Left as wolfSSL has it: -O2, which its configure chooses for speed, and random numbers from its own generator.
# --enable-intelrand is off by default and not among the options that wolfCrypt's benchmark recommends for speed: it takes
# all random numbers, keys included, from one instruction of the processor, where the others mix or seed with it.
PROJECT=wolfSSL
BACKEND=wolfssl
LIBRARIES=lib/libwolfssl.a
LINK="-lm -pthread"
TOOL=bin/benchmark
DEFINES="-DWOLFSSL_STATIC_RSA -DWOLFSSL_GETRANDOM -DHAVE_EXT_CACHE -DHAVE_CRL_IO -DBIG_SESSION_CACHE -DUSE_ECC_B_PARAM -DWOLFSSL_ECDHX_SHARED_NOT_ZERO"
CONFIGURE=(--disable-shared --enable-static --with-pic --disable-silent-rules --disable-examples
  --enable-sp --enable-sp-math-all --enable-sp-asm --enable-curve25519 --enable-ed25519 --enable-opensslextra=no
  --enable-session-ticket --enable-earlydata --enable-crl --enable-ocsp --enable-ocspstapling --enable-alpn --enable-sni
  --enable-maxfragment --enable-keying-material --enable-hkdf --enable-keygen)

assembly() {
  case $(uname -m) in
    x86_64) echo --enable-intelasm --enable-aesni ;;
    aarch64) echo --enable-armasm ;;
  esac
}

# ML-KEM was an experiment called Kyber until 5.8.
post_quantum() {
  if grep -q 'AC_ARG_ENABLE(\[mlkem\]' "$SRC/configure.ac"; then
    echo --enable-mlkem
  else
    echo --enable-experimental --enable-kyber=all,ml-kem
  fi
}

build() {
  mapfile -t -O ${#CONFIGURE[@]} CONFIGURE < <(assembly | tr ' ' '\n'; post_quantum | tr ' ' '\n')
  (cd "$SRC" && autoreconf -fi)
  "$SRC/configure" "${CONFIGURE[@]}" CC=cc CPPFLAGS="$DEFINES"
  compile 'mode=compile' make -j"$JOBS" src/libwolfssl.la
  cp src/.libs/libwolfssl.a "$STAGE/lib"
  make install-data DESTDIR="$PWD/installed" prefix=
  cp -r installed/include/wolfssl "$STAGE/include"
  cp "$SRC/wolfssl/internal.h" "$STAGE/include/wolfssl"
}

build_tool() {
  compile 'mode=compile' make -j"$JOBS" wolfcrypt/benchmark/benchmark
  cp wolfcrypt/benchmark/benchmark "$STAGE/bin"
}

# "# wolfSSL Release 5.7.2 (July 08, 2024)"
released() { sed -n "s/^# wolfSSL Release $(version | sed 's/\./\\./g') (\(.*\)).*/\1/p" "$SRC/ChangeLog.md" | head -n 1; }

version() { sed -n 's/.*LIBWOLFSSL_VERSION_STRING "\(.*\)"/\1/p' "$STAGE/include/wolfssl/version.h"; }

# The defines are in wolfssl/options.h; of the rest, warnings do not matter.
flags() {
  jq -n --arg configure "./configure ${CONFIGURE[*]} CPPFLAGS=\"$DEFINES\"" \
    --arg c "$(sed -n 's/^AM_CFLAGS = *//p' Makefile | tr ' ' '\n' | grep -E '^-[Ofm]' | paste -s -d ' ')" '$ARGS.named'
}
