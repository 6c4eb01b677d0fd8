# The libraries from the machine's own packages.
tb_add_library(NAME openssl-distro BACKEND openssl PREFIX /usr LINKAGE shared OPTIONAL)
tb_add_library(NAME boringssl-distro BACKEND openssl PREFIX /usr LINKAGE shared INCLUDE /usr/include/android
               LIBDIR /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/android OPTIONAL)
tb_add_library(NAME wolfssl-distro BACKEND wolfssl PREFIX /usr LINKAGE shared OPTIONAL)

tb_add_library(NAME plain BACKEND plain)
