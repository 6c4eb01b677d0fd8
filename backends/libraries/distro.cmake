# The libraries from the machine's own packages.  Where modules alone are built, those that were brought.
macro(tb_add_own_library name)
  if(NOT TLSBENCH_MODULES_ONLY OR EXISTS ${TLSBENCH_LIBRARIES}/${name}/manifest.json)
    tb_add_library(NAME ${name} ${ARGN})
  endif()
endmacro()

tb_add_own_library(openssl-distro BACKEND openssl PREFIX /usr LINKAGE shared OPTIONAL)
tb_add_own_library(boringssl-distro BACKEND openssl PREFIX /usr LINKAGE shared INCLUDE /usr/include/android
                   LIBDIR /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/android OPTIONAL)
tb_add_own_library(wolfssl-distro BACKEND wolfssl PREFIX /usr LINKAGE shared OPTIONAL)

tb_add_own_library(plain BACKEND plain)
