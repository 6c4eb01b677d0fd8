#!/usr/bin/env bash
# clone.sh BUILD TOP: a clone may lie in a folder with blanks, commas and an apostrophe in its name; what CMake has no way to write
# is refused by name.  What each library can do is known from the build, so that nothing is probed.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
top=$2

odd="$scratch/it's a, & clone"
mkdir "$odd"
(cd "$top" && tar -cf - CMakeLists.txt backends bench src) | tar -xf - -C "$odd" || broken "a copy"
cached() { # cached REGEX: entries of the build's cache, as CMake takes them
    grep -E "^($1):" "$build/CMakeCache.txt" | sed -E 's/^([^:]+):[A-Z]+=(.*)/set(\1 "\2" CACHE INTERNAL "")/'
}
cached 'TB_(PROBE|EXAMINED)_[^:]*|TLSBENCH_LIBRARIES|CMAKE_(C|CXX)_COMPILER(_LAUNCHER)?|TB_VALGRIND_INCLUDE' >answers.cmake
run cmake -G Ninja -S "$odd" -B "$odd/build/release" -C answers.cmake -DBUILD_TESTING=OFF
expect_exit 0
expect "nothing is probed" sh -c "! grep -E ': (ON|OFF)$' '$scratch/out'"
run cmake --build "$odd/build/release" --target tb_module_plain
expect_exit 0
expect "a module" test -s "$odd/build/release/modules/plain.so"
run "$worker" --module "$odd/build/release/modules/plain.so" --info
expect_exit 0
expect_record ok
[ "$(record_field instance)" = plain ] || broken "the module of the clone"

# Keys and certificates: of only one type, which is quick.
sed -i 's/^readonly AUTHS=.*/readonly AUTHS=(ecdsa-p256)/; s/^readonly NUM_OTHERS=.*/readonly NUM_OTHERS=2/' "$odd/bench/pki/make"
run "$odd/bench/pki/make" "$odd/build/release/pki"
expect_exit 0
run "$worker" --module "$faulty/fault-none.so" --pki "$odd/build/release/pki" --check \
    --case handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full
expect_exit 0
expect_record ok

# Folders in which it cannot be built are refused first, with what to do.
# shellcheck disable=SC2016 # as they stand
for name in $'a\nline' 'a "folder"' 'a;b' 'a$HOME' 'a`b`' 'a[b'; do
    mkdir "$scratch/$name"
    cp "$top/CMakeLists.txt" "$scratch/$name"
    run cmake -G Ninja -S "$scratch/$name" -B "$scratch/$name/build"
    expect_exit 1
    said=$(tr -s ' \n' ' ' <<<"$err") # CMake breaks lines
    expect "what to do about $name" grep -qF "cannot be built in: move it to another one" <<<"$said"
done
