# The instances that every build offers.  One line each; your own libraries go into a separate file, named with
# -DTLSBENCH_MY_LIBRARIES=<file>, with the same kind of line.
tb_add_library(NAME openssl-3.5 BACKEND openssl PREFIX ${TLSBENCH_LIBRARIES}/openssl-3.5 OPTIONAL)
tb_add_library(NAME boringssl BACKEND openssl PREFIX ${TLSBENCH_LIBRARIES}/boringssl OPTIONAL)
tb_add_library(NAME boringssl-2023 BACKEND openssl PREFIX ${TLSBENCH_LIBRARIES}/boringssl-2023 OPTIONAL)
tb_add_library(NAME wolfssl-5.7 BACKEND wolfssl PREFIX ${TLSBENCH_LIBRARIES}/wolfssl-5.7 OPTIONAL)

# Brought on request.
tb_add_library(NAME openssl-sid BACKEND openssl PREFIX ${TLSBENCH_LIBRARIES}/openssl-sid OPTIONAL)
tb_add_library(NAME wolfssl-sid BACKEND wolfssl PREFIX ${TLSBENCH_LIBRARIES}/wolfssl-sid OPTIONAL)
tb_add_library(NAME boringssl-chromium BACKEND openssl PREFIX ${TLSBENCH_LIBRARIES}/boringssl-chromium OPTIONAL)
tb_add_library(NAME aws-lc BACKEND openssl PREFIX ${TLSBENCH_LIBRARIES}/aws-lc OPTIONAL)

# Libraries that were brought at a commit (bring openssl@COMMIT) under a name without a line here: the manifest
# identifies them.
file(GLOB manifests CONFIGURE_DEPENDS ${TLSBENCH_LIBRARIES}/*/manifest.json)
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/instances known REGEX "^[a-z]")
list(TRANSFORM known REPLACE "[ \t].*" "")
foreach(manifest IN LISTS manifests)
  file(READ ${manifest} content)
  string(JSON instance ERROR_VARIABLE broken GET "${content}" instance)
  string(JSON backend ERROR_VARIABLE broken GET "${content}" backend)
  if(NOT broken AND NOT instance IN_LIST known)
    tb_add_library(NAME ${instance} BACKEND ${backend} PREFIX ${TLSBENCH_LIBRARIES}/${instance} OPTIONAL)
  endif()
endforeach()
