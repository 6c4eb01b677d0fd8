#!/usr/bin/env bash
# lines.sh BUILD TOP: lines of tb_add_library, in a separate project with a backend of two functions and libraries made
# here.  Every error is reported by the library's name, with its cause and a next step, and stops no other library.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
top=$2

# --- a project, and a backend for libraries of three functions --------------------------------------------------------

mkdir -p project/backends/tiny/probes project/src
cp "$top"/backends/*.cmake "$top"/backends/{attempt,explain,try,write_origin,reorder,module.map} project/backends
cp -r "$top"/backends/{openssl,wolfssl} project/backends
mkdir -p project/backends/libraries project/none/tiny-0123456789ab
cp "$top"/backends/libraries/instances{,.cmake} project/backends/libraries
# Libraries brought at a commit are offered by their manifest, without a line.
echo '{"instance": "tiny-0123456789ab", "backend": "openssl"}' >project/none/tiny-0123456789ab/manifest.json
cat >project/backends/tiny/backend.cmake <<'CMAKE'
set(TB_TINY_ARCHIVES tiny)
set(TB_TINY_HEADERS tiny/tiny.h)
set(TB_TINY_HEADER_FOLDERS tiny)
set(TB_TINY_PACKAGES tiny)
set(TB_TINY_SYSTEM_LIBRARIES)
set(TB_TINY_UNTOLD TINY_ODD=1 TINY_WIDE=1)
function(tb_configure_tiny module library)
  tb_probe(${library} ${TB_BACKENDS_DIR}/tiny/probes more declared RUN leaves stays)
  target_sources(${module} PRIVATE ${TB_BACKENDS_DIR}/tiny/backend.c)
endfunction()
CMAKE
cat >project/backends/tiny/backend.c <<'C'
#include <tiny/tiny.h>
__attribute__((visibility("default"))) const char *tb_backend(void) { return tiny_name(tiny_new()); }
C
cat >project/backends/tiny/probes/versions.c <<'C'
#include <stdio.h>
#include <tiny/tiny.h>
#ifndef TINY_DIFFERENCE
#define TINY_DIFFERENCE ""
#endif
int main(void) { return printf("tiny %s\ntiny %s\n" TINY_DIFFERENCE, TINY_VERSION, tiny_version()) < 0; }
C
echo 'int main(void) { return 0; }' >project/backends/tiny/probes/probing_works.c
echo 'int main(void) { return tiny_is_not_there(); }' >project/backends/tiny/probes/probing_notices.c
printf '#include <tiny/more.h>\nint main(void) { return 0; }\n' >project/backends/tiny/probes/more.c
printf 'void tiny_later(void);\nint main(void) { tiny_later(); return 0; }\n' >project/backends/tiny/probes/declared.c
echo 'int main(void) { return 1; }' >project/backends/tiny/probes/leaves.c
printf '#include <tiny/tiny.h>\nint main(void) { return !*tiny_version(); }\n' >project/backends/tiny/probes/stays.c
echo 'extern const char tb_origin[];' >project/backends/release.h
cat >project/CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(lines LANGUAGES C)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_library(tlsbench_core INTERFACE)
set(TLSBENCH_LIBRARIES ${PROJECT_SOURCE_DIR}/none)
include(backends/tb_add_library.cmake)
include(backends/libraries/instances.cmake)
include(mine.cmake)
tb_tell_when_built()
CMAKE

archive() { # archive PREFIX [C-OPTION...]: of its tiny.c
    rm -f "$1/lib/libtiny.a"
    if ! cc -DNEW=0 "${@:2}" -c "$1/tiny.c" -o "$1/tiny.o" || ! ar rc "$1/lib/libtiny.a" "$1/tiny.o"; then
        broken "a library in $1"
    fi
}
library() { # library PREFIX VERSION [C-OPTION...]: an archive and its header
    mkdir -p "$1"/{include/tiny,lib}
    printf '#define TINY_VERSION "%s"\nconst char *tiny_version(void);\nint tiny_new(void);\nconst char *tiny_name(int);\n' \
        "$2" >"$1/include/tiny/tiny.h"
    cat >"$1/tiny.c" <<C
extern int deflate(void);
static const char one[] = "one", two[] = "two";
static const char *const names[] = {one, two};
const char *tiny_version(void) { return "$2"; }
int tiny_new(void) { return NEW; }
const char *tiny_name(int i) { return names[i]; }
C
    archive "$1" "${@:3}"
}
library good 1.2.3 -fPIC
echo '{"version": "of a manifest", "compiler": "cc \"quoted\""}' >good/manifest.json
library "with blank" 1.2.3 -fPIC
library other 2.2.0 -fPIC
sed -i 's/2\.2\.0/2.1.9/' other/include/tiny/tiny.h # headers of the version before
library alike 1.2.3 -fPIC
printf '#define TINY_DIFFERENCE "a key has 1 byte in the headers and 2 in the code\\n"\n' >>alike/include/tiny/tiny.h
# Its headers do not tell with which definition it was built: without it, its structures have other sizes.
library untold 1.2.3 -fPIC
cat >>untold/include/tiny/tiny.h <<'C'
#ifndef TINY_WIDE
#define TINY_DIFFERENCE "a key has 1 byte in the headers and 2 in the code\n"
#ifdef TB_INSTANCE
#error the module is compiled without the definition
#endif
#endif
C
library fixed 1.2.3 -fno-pic
library zipped 1.2.3 -fPIC -UNEW '-DNEW=deflate()'
library packaged 1.2.3 -fPIC -UNEW '-DNEW=deflate()'
mkdir packaged/lib/pkgconfig
printf 'Name: tiny\nDescription: tiny\nVersion: 1.2.3\nLibs: -L%s/packaged/lib -ltiny\nLibs.private: -lsqueeze\n' "$scratch" \
    >packaged/lib/pkgconfig/tiny.pc
echo 'int deflate(void) { return 1; }' >squeeze.c
cc -fPIC -c squeeze.c -o squeeze.o && ar rc packaged/lib/libsqueeze.a squeeze.o
library old 1.2.3 -fPIC
sed -i '/tiny_name/d' old/include/tiny/tiny.h # a header without what the backend calls
library short 1.2.3 -fPIC
sed -i 's/tiny_name/tiny_other/' short/tiny.c # an archive without it
archive short -fPIC
library headless 1.2.3 -fPIC
rm -r headless/include
# No archives that can be linked: of names, a text, a folder; objects of another processor, and none at all.
for name in thin script folder alien text; do
    library $name 1.2.3 -fPIC
    rm $name/lib/libtiny.a
done
ar rcT thin/lib/libtiny.a thin/tiny.o
echo "INPUT($scratch/good/lib/libtiny.a)" >script/lib/libtiny.a
mkdir folder/lib/libtiny.a
# e_machine in the ELF header: MIPS
printf '\010\000' | dd of=alien/tiny.o bs=1 seek=18 conv=notrunc 2>dd.log && ar rc alien/lib/libtiny.a alien/tiny.o
echo 'no object, like those for link-time optimisation' >text/tiny.o
ar rc text/lib/libtiny.a text/tiny.o
library shared 1.2.3 -fPIC
shared_object() { # shared_object FILE C-FILE
    cc -shared -fPIC -DNEW=0 -Wl,-soname,libtiny.so.1 -o "$1" "$2" || broken "a shared object $1"
}
shared_object shared/lib/libtiny.so.1 shared/tiny.c
ln -s libtiny.so.1 shared/lib/libtiny.so
rm shared/lib/libtiny.a
cp -r shared "sha,red"
# Another library of that name, which LD_LIBRARY_PATH finds, and headers of another one, which CPATH does.
mkdir -p away foreign/tiny
sed 's/"one"/"away"/' shared/tiny.c >away.c
shared_object away/libtiny.so.1 away.c
sed 's/1\.2\.3/9.9.9/; /tiny_name/d' good/include/tiny/tiny.h >foreign/tiny/tiny.h
library "p,q" 1.2.3 -fPIC
# By a link that is longer than what it leads to: headers behind a link, and headers that are links.
mkdir -p farm stowed/include/tiny stowed/lib
ln -s ../good/include farm/include
ln -s ../good/lib farm/lib
ln -s farm farm-current
ln -s "$scratch/good/include/tiny/tiny.h" stowed/include/tiny/tiny.h
ln -s "$scratch/good/lib/libtiny.a" stowed/lib/libtiny.a
mkdir -p empty/include empty/lib partly/include/tiny
cp good/include/tiny/tiny.h partly/include/tiny

# With the real backends: archives that report a version, and headers of another one.
mkdir -p ssl/{include/openssl,lib} wolf/{include/wolfssl/wolfcrypt,lib}
cat >ssl/include/openssl/ssl.h <<'C'
#define OPENSSL_VERSION_TEXT "OpenSSL 3.0.17 1 Jul 2025"
#define OPENSSL_VERSION 0
typedef struct ssl_ctx_st SSL_CTX;
const char *OpenSSL_version(int);
SSL_CTX *SSL_CTX_new(const void *);
void SSL_CTX_free(SSL_CTX *);
const void *TLS_client_method(void);
C
touch ssl/include/openssl/{crypto,err,evp,x509v3}.h
cat >ssl/ssl.c <<'C'
const char *OpenSSL_version(int i) { return i ? "" : "OpenSSL 3.5.6 7 Apr 2026"; }
void *SSL_CTX_new(const void *m) { return (void *)m; }
void SSL_CTX_free(void *c) { (void)c; }
const void *TLS_client_method(void) { return 0; }
C
cc -fPIC -c ssl/ssl.c -o ssl/ssl.o && ar rc ssl/lib/libssl.a ssl/ssl.o && ar rc ssl/lib/libcrypto.a ssl/ssl.o
echo '#define LIBWOLFSSL_VERSION_STRING "5.5.4"' >wolf/include/wolfssl/version.h
echo '#define NO_RSA' >wolf/include/wolfssl/options.h
touch wolf/include/wolfssl/wolfcrypt/{ecc,rsa}.h
cat >wolf/include/wolfssl/ssl.h <<'C'
typedef struct WOLFSSL_CTX WOLFSSL_CTX;
const char *wolfSSL_lib_version(void);
WOLFSSL_CTX *wolfSSL_CTX_new(void *);
void wolfSSL_CTX_free(WOLFSSL_CTX *);
void *wolfSSLv23_client_method(void);
C
cat >wolf/wolf.c <<'C'
const char *wolfSSL_lib_version(void) { return "5.9.2"; }
void *wolfSSL_CTX_new(void *m) { return m; }
void wolfSSL_CTX_free(void *c) { (void)c; }
void *wolfSSLv23_client_method(void) { return 0; }
C
cc -fPIC -c wolf/wolf.c -o wolf/wolf.o && ar rc wolf/lib/libwolfssl.a wolf/wolf.o

# --- one configuration of all of them ---------------------------------------------------------------------------------

cat >project/mine.cmake <<CMAKE
tb_add_library(NAME good BACKEND tiny PREFIX $scratch/good)
tb_add_library(NAME blank BACKEND tiny PREFIX "$scratch/with blank")
tb_add_library(NAME shared BACKEND tiny PREFIX $scratch/sha,red LINKAGE shared)
tb_add_library(NAME comma BACKEND tiny PREFIX $scratch/p,q/ INCLUDE $scratch/p,q/include/ LIBDIR $scratch/p,q//lib/.)
tb_add_library(NAME linked BACKEND tiny PREFIX $scratch/farm-current)
tb_add_library(NAME stowed BACKEND tiny PREFIX $scratch/other/../stowed)
tb_add_library(NAME packaged BACKEND tiny PREFIX $scratch/packaged)
tb_add_library(NAME zipped-named BACKEND tiny PREFIX $scratch/zipped LIBS $scratch/packaged/lib/libsqueeze.a)
tb_add_library(NAME old BACKEND tiny PREFIX $scratch/old)
tb_add_library(NAME short BACKEND tiny PREFIX $scratch/short)
tb_add_library(BACKEND tiny PREFIX $scratch/good)
tb_add_library(NAME Mine! BACKEND tiny PREFIX $scratch/good)
tb_add_library(NAME good BACKEND tiny PREFIX $scratch/other)
tb_add_library(NAME typing BACKEND tiny PREFX $scratch/good)
tb_add_library(NAME unquoted BACKEND tiny PREFIX $scratch/with blank)
tb_add_library(NAME valueless BACKEND tiny PREFIX LINKAGE shared)
tb_add_library(NAME unknown BACKEND tyni PREFIX $scratch/good)
tb_add_library(NAME linkage BACKEND tiny PREFIX $scratch/good LINKAGE dynamic)
tb_add_library(NAME relative BACKEND tiny PREFIX ../good)
tb_add_library(NAME parted BACKEND tiny PREFIX "$scratch/a;b")
tb_add_library(NAME bracketed BACKEND tiny PREFIX $scratch/good INCLUDE "$scratch/a[b")
tb_add_library(NAME coloned BACKEND tiny PREFIX $scratch/a:b LINKAGE shared)
set(CMAKE_C_FLAGS -I$scratch/foreign)
tb_add_library(NAME shadowed BACKEND tiny PREFIX $scratch/good)
set(CMAKE_C_FLAGS)
tb_add_library(NAME undated BACKEND tiny PREFIX $scratch/good DATE yesterday)
tb_add_library(NAME unversioned BACKEND tiny PREFIX $scratch/good VERSION "1 2")
tb_add_library(NAME nowhere BACKEND tiny PREFIX $scratch/nowhere)
tb_add_library(NAME nothing BACKEND tiny PREFIX $scratch/empty)
tb_add_library(NAME static-only BACKEND tiny PREFIX $scratch/good LINKAGE shared)
tb_add_library(NAME shared-only BACKEND tiny PREFIX $scratch/shared)
tb_add_library(NAME headless BACKEND tiny PREFIX $scratch/headless)
tb_add_library(NAME thin BACKEND tiny PREFIX $scratch/thin)
tb_add_library(NAME script BACKEND tiny PREFIX $scratch/script)
tb_add_library(NAME folder BACKEND tiny PREFIX $scratch/folder)
tb_add_library(NAME alien BACKEND tiny PREFIX $scratch/alien)
tb_add_library(NAME text BACKEND tiny PREFIX $scratch/text)
tb_add_library(NAME optional BACKEND tiny PREFIX $scratch/nowhere OPTIONAL)
tb_add_library(NAME optional-empty BACKEND tiny PREFIX $scratch/empty OPTIONAL)
tb_add_library(NAME optional-partly BACKEND tiny PREFIX $scratch/partly OPTIONAL)
tb_add_library(NAME other BACKEND tiny PREFIX $scratch/other)
tb_add_library(NAME alike BACKEND tiny PREFIX $scratch/alike)
tb_add_library(NAME untold BACKEND tiny PREFIX $scratch/untold)
tb_add_library(NAME fixed BACKEND tiny PREFIX $scratch/fixed)
tb_add_library(NAME zipped BACKEND tiny PREFIX $scratch/zipped)
tb_add_library(NAME unmet BACKEND tiny PREFIX $scratch/zipped LIBS nowhere-to-be-found)
tb_add_library(NAME ssl BACKEND openssl PREFIX $scratch/ssl)
tb_add_library(NAME wolf BACKEND wolfssl PREFIX $scratch/wolf)
CMAKE
mkdir -p tree/modules && touch tree/modules/{headless,old,optional}.so # of an earlier build
export CPATH=$scratch/foreign C_INCLUDE_PATH=$scratch/foreign
run cmake -G Ninja -S project -B tree
expect_exit 0

refused() { # refused NAME TEXT...: at the end of the configuration and in the note that tlsbench reads
    local note=tree/refused/$1 text
    expect "a reason for $1 at the end" grep -q "^\*\*\*   $1: " "$scratch/err"
    for text in "${@:2}"; do
        grep -qF -- "$text" "$note" || { cat "$note"; broken "'$text' in $note"; }
    done
}
expect_err "a line without NAME" "'Mine!'"
refused good "is taken" "another name"
refused typing "PREFX" "NAME, BACKEND, PREFIX"
refused unquoted "'blank' has no meaning" "in quotes"
refused valueless "PREFIX has no value"
refused unknown "'tyni'" "openssl, tiny, wolfssl"
refused linkage "'dynamic'"
# shellcheck disable=SC2016 # CMake's own variable
refused relative "PREFIX ../good" 'CMAKE_CURRENT_LIST_DIR}/../good'
refused parted "PREFIX '$scratch/a;b'" "cannot be built with"
refused bracketed "INCLUDE '$scratch/a[b'" "cannot be built with"
refused coloned "PREFIX $scratch/a:b has a ':'" "LINKAGE shared"
refused shadowed "$scratch/foreign/tiny/tiny.h, and not $scratch/good/include/tiny/tiny.h" "out of CMAKE_C_FLAGS"
refused undated "yesterday" "2026-08-21"
refused unversioned "'1 2'"
refused nowhere "$scratch/nowhere is not a folder" "libtiny.a"
refused nothing "$scratch/empty lacks libtiny.a" "$scratch/empty/lib64"
refused static-only "libtiny.so" "leave LINKAGE shared out"
refused shared-only "libtiny.a" "say LINKAGE shared"
refused headless "no $scratch/headless/include/tiny/tiny.h" INCLUDE
refused thin "thin/lib/libtiny.a is a thin archive" "ar rcs"
refused script "script/lib/libtiny.a is not an archive of objects" LIBDIR
refused folder "folder/lib/libtiny.a cannot be read" "Is a directory"
refused alien "another kind of processor" "Build it for this one"
refused text "not what this linker reads" "-fno-lto"
refused optional-partly "libtiny.a"
refused other "are tiny 2.1.9" "is tiny 2.2.0"
refused alike "of one version, but not of one build: a key has 1 byte" INCLUDE
refused fixed "libtiny.a is not position independent" "-fPIC" "LINKAGE shared"
refused zipped "it needs z, which has deflate" "LIBS z"
refused unmet "libnowhere-to-be-found, which is not installed"
refused ssl "are OpenSSL 3.0.17" "is OpenSSL 3.5.6"
refused wolf "are wolfSSL 5.5.4" "is wolfSSL 5.9.2"
# What does not compile, does not link, or does not end well spoils no other probe of the same call.
expect_out "good: more: OFF" "good: declared: OFF" "good: leaves: OFF" "good: stays: ON" "blank: stays: ON"
expect_out "optional: not there" "optional-empty: not there" "tiny-0123456789ab: not there"
for name in headless optional; do
    expect "no module of an earlier build for $name" test ! -e "tree/modules/$name.so"
done

# --- and one build ----------------------------------------------------------------------------------------------------

run cmake --build tree
expect_exit 0
for name in good blank shared comma linked stowed packaged zipped-named untold; do
    expect "a module of $name" test -s "tree/modules/$name.so"
done
unset CPATH C_INCLUDE_PATH
expect_out "*** These libraries could not be built"
for name in old short; do
    expect "no module of $name" test ! -e "tree/modules/$name.so"
    expect "the compiler's words" test -s "tree/refused/$name.log"
    expect "$name at the end" grep -q "^\*\*\*   $name: " "$scratch/out"
done
expect "what the header lacks" grep -q "its headers: .*tiny_name" tree/refused/old
expect "what the archive lacks" grep -q "tiny_name is neither in its archives" tree/refused/short
sum=$(sha256sum <good/lib/libtiny.a)
expect "the archive's checksum in the module" grep -q "${sum%% *}" tree/modules/good.so
expect "the manifest in the module" grep -qF 'cc \"quoted\"' tree/modules/good.so

# LD_LIBRARY_PATH brings no other library.
cat >load.c <<'C'
#include <dlfcn.h>
#include <stdio.h>
int main(int argc, char **argv)
{
    void *module = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    const char *(*backend)(void) = module ? (const char *(*)(void))dlsym(module, "tb_backend") : NULL;
    return puts(backend ? backend() : dlerror()) < 0;
}
C
cc load.c -o load || broken "a program that loads a module"
run env LD_LIBRARY_PATH="$scratch/away" ./load tree/modules/shared.so
expect "the library that the module was linked with" test "$out" = one

# Who mends it is believed: a line taken out, a header that came later, an archive that was built again.
mkdir kept && cp tree/refused/* kept
sed -i '/NAME shared /,/NAME stowed /d; /(BACKEND /,$d' project/mine.cmake
echo 'const char *tiny_name(int);' >>old/include/tiny/tiny.h
touch good/include/tiny/more.h
run cmake --build tree
expect_exit 0
expect "a module of old" test -s tree/modules/old.so
for name in old headless good; do
    expect "no reason any more for $name" test ! -e "tree/refused/$name"
done
expect_out "tb_library_good: more: ON"
expect "short is tried again, and told again" grep -q "^\*\*\*   short: " "$scratch/out"
sed -i 's/tiny_other/tiny_name/' short/tiny.c
archive short -fPIC
run cmake --build tree
expect "a module of short" test -s tree/modules/short.so
expect "nothing more to tell" test -z "$(grep -F '*** These libraries' "$scratch/out")"
run cmake --build tree
expect_out "no work to do"

# Users who request some libraries get no other, not even of an earlier build, and learn which names are unknown.
run cmake -D "TLSBENCH_ONLY=good;absent" tree
expect_exit 0
expect_err "absent: TLSBENCH_ONLY names it"
expect "the module that is wanted" test -e tree/modules/good.so
expect "no module that is not" test ! -e tree/modules/short.so

# --- tlsbench reports it, too -----------------------------------------------------------------------------------------

mkdir -p real/bin real/modules real/refused
touch real/CMakeCache.txt # a build folder, whose suites are those of the sources
cp "$build"/bin/tlsbench* real/bin
cp "$build/modules/plain.so" real/modules
cp kept/headless real/refused
run real/bin/tlsbench info headless
expect_exit 2
expect_err "the library 'headless' is not built" "INCLUDE"
run real/bin/tlsbench run quick --dry-run --library headless
expect_exit 2
expect_err "the library 'headless' is not built"
run real/bin/tlsbench info
expect_exit 1
expect_out "NOT BUILT" headless plain
# A name that two lines have: no library of that name is measured, also where nobody names it.
cp kept/good real/refused/openssl-3.5
ln -s "$build"/modules/{openssl-3.5,"$boringssl"}.so real/modules
for asked in '' '--library all' '--library *ssl*'; do
    set -f
    # shellcheck disable=SC2086 # words
    run real/bin/tlsbench run quick --dry-run --case 'kx/x25519/*' $asked
    set +f
    expect_exit 0
    expect_out "$boringssl"
    expect "no openssl-3.5 with '$asked'" sh -c "! grep -qF openssl-3.5 '$scratch/out'"
    expect_err "the library 'openssl-3.5' is not built: NAME good is taken"
done
for asked in 'openssl-3.5' 'openssl*'; do
    run real/bin/tlsbench run quick --dry-run --library "$asked"
    expect_exit 2
    expect_err "the library 'openssl-3.5' is not built: NAME good is taken"
done
run real/bin/tlsbench list libraries
expect_exit 0
expect "names of what can be measured" test "$out" = "$(printf '%s\n' "$boringssl" plain)"
expect_err "the library 'openssl-3.5' is not built: NAME good is taken"

# Code of another file under the name of a shared library: LD_LIBRARY_PATH brings none, and what else does is told.
for name in openssl-distro wolfssl-distro boringssl-distro; do
    [ -e "$build/modules/$name.so" ] || continue
    run "$tlsbench" info "$name"
    expect_exit 0
    cp "$scratch/out" "$scratch/out.image"
    image=$(sed -n 's/^  loaded from  *//p' "$scratch/out.image")
    copy=$scratch/away/$(basename "$image")
    cp "$image" "$copy"
    run env LD_LIBRARY_PATH="$scratch/away" "$tlsbench" info "$name"
    expect_exit 0
    expect_out "$image"
    run env LD_PRELOAD="$copy" ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" "$tlsbench" info "$name"
    expect_exit 1
    expect_out "BROKEN         its code was loaded from $copy" "unset LD_PRELOAD"
    # OpenSSL has a shared object of its own for TLS, which can be replaced alone.
    tls_image=$(sed -n '/^  loaded from /{n;s/^  and  *//p}' "$scratch/out.image")
    if [ -n "$tls_image" ]; then
        copy=$scratch/away/$(basename "$tls_image")
        cp "$tls_image" "$copy"
        run env LD_PRELOAD="$copy" ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" "$tlsbench" info "$name"
        expect_exit 1
        expect_out "BROKEN         its code was loaded from $copy" "unset LD_PRELOAD"
    fi
    # Two modules that load the same library differ by nothing that counts.
    { cat "$build/modules/$name.so"; echo; } >again.so
    run "$tlsbench" run quick --dry-run --case 'kx/x25519/*' --library "$name,./again.so"
    expect_exit 0
    expect_err "$name and again are the same library, byte for byte"
    break
done
# Nor do two modules that were linked from the same archives.
for module in "$build"/modules/relinked/*.so; do
    [ -e "$module" ] || continue
    name=$(basename "$module" .so)
    run "$tlsbench" run quick --dry-run --case 'kx/x25519/*' --library "$name,again=$module"
    expect_exit 0
    expect_err "$name and again were linked from the same archives"
    break
done
