# tb_add_library(NAME <instance> BACKEND <openssl|wolfssl|plain>
#                [PREFIX <dir>] [LINKAGE static|shared] [INCLUDE <dir>] [LIBDIR <dir>] [VERSION <text>] [DATE <day>]
#                [OPTIONAL])
#
# One line, one instance of a library under test.  PREFIX is where it was installed (include/ and lib/ or lib64/ below
# it); INCLUDE and LIBDIR override the two folders.  LINKAGE static, the default, hides the library inside its module;
# shared links against the .so with an RPATH.  VERSION and DATE (2026-08-21) are for
# a library that tells neither itself, as BoringSSL, and was not brought by `bring`, which writes them down.  OPTIONAL: an absent PREFIX skips the instance with a message instead of
# failing.
#
# backends/<backend>/backend.cmake names the archives the backend links (TB_<BACKEND>_ARCHIVES, in link order) and
# defines tb_configure_<backend>(<target> <library>), which adds the sources, chosen by probes, to the module.
include_guard()

set(TB_BACKENDS_DIR ${CMAKE_CURRENT_LIST_DIR})

# What an answer depends on: the probe, and the library's archives, which `bring` may have built anew.
function(tb_probe_stamp result)
  file(SHA256 ${source} stamp)
  get_target_property(archives ${library} INTERFACE_LINK_LIBRARIES)
  foreach(archive IN LISTS archives)
    if(EXISTS ${archive})
      file(TIMESTAMP ${archive} changed "%s")
      string(APPEND stamp "-${changed}")
    endif()
  endforeach()
  set(${result} ${stamp} PARENT_SCOPE)
endfunction()

# tb_probe(<result> <library> <source> [RUN]): ON when the small program compiles and links against the library, and,
# with RUN, exits 0.  Facts about a library come from here, never from its version number.
function(tb_probe result library source)
  cmake_parse_arguments(arg "RUN" "" "" ${ARGN})
  get_filename_component(probe ${source} NAME_WE)
  set(variable TB_PROBE_${library}_${probe})
  tb_probe_stamp(stamp)
  if(NOT "${${variable}_STAMP}" STREQUAL "${stamp}")
    if(arg_RUN)
      try_run(exit_code compiled ${CMAKE_CURRENT_BINARY_DIR}/probes/${library} ${source}
              LINK_LIBRARIES ${library} COMPILE_OUTPUT_VARIABLE log RUN_OUTPUT_VARIABLE output)
      if(compiled AND exit_code EQUAL 0)
        set(yes ON)
      else()
        set(yes OFF)
      endif()
      unset(exit_code CACHE)
    else()
      try_compile(compiled ${CMAKE_CURRENT_BINARY_DIR}/probes/${library} SOURCES ${source}
                  LINK_LIBRARIES ${library} OUTPUT_VARIABLE log)
      set(yes ${compiled})
    endif()
    unset(compiled CACHE)
    file(WRITE ${PROJECT_BINARY_DIR}/probes/${library}/${probe}.log "${log}\n${output}")
    set(${variable} ${yes} CACHE INTERNAL "probe ${probe} on ${library}")
    set(${variable}_STAMP ${stamp} CACHE INTERNAL "what it was found out from")
    message(STATUS "  ${library}: ${probe}: ${yes}")
  endif()
  set(${result} ${${variable}} PARENT_SCOPE)
endfunction()

# Where the instance's headers and archives are; complains about each that is missing, by name.
function(tb_locate_library)
  set(prefix ${arg_PREFIX})
  set(libdirs ${prefix}/lib ${prefix}/lib64 ${prefix}/lib/${CMAKE_LIBRARY_ARCHITECTURE})
  if(arg_LIBDIR)
    set(libdirs ${arg_LIBDIR})
  endif()
  if(NOT arg_INCLUDE)
    set(arg_INCLUDE ${prefix}/include)
  endif()
  set(suffix .a)
  if(arg_LINKAGE STREQUAL "shared")
    set(suffix .so)
  endif()
  string(TOUPPER ${arg_BACKEND} upper)
  set(found)
  set(missing)
  if(NOT IS_DIRECTORY ${arg_INCLUDE})
    list(APPEND missing "the folder ${arg_INCLUDE}")
  endif()
  foreach(archive IN LISTS TB_${upper}_ARCHIVES)
    find_file(path NAMES lib${archive}${suffix} PATHS ${libdirs} NO_DEFAULT_PATH NO_CACHE)
    if(path)
      list(APPEND found ${path})
    else()
      list(APPEND missing "lib${archive}${suffix}")
    endif()
    unset(path)
  endforeach()
  set(TB_INCLUDE ${arg_INCLUDE} PARENT_SCOPE)
  set(TB_ARCHIVES "${found}" PARENT_SCOPE)
  set(TB_MISSING "${missing}" PARENT_SCOPE)
  set(TB_LIBDIRS "${libdirs}" PARENT_SCOPE)
endfunction()

# Which version the instance is, and of which day, as `bring` wrote it down: into TB_RELEASE, as macros of release.c.  The
# manifest is in the prefix, or, of the machine's own packages, where bring keeps what it knows of them.
function(tb_read_manifest)
  set(version "${arg_VERSION}")
  set(date "${arg_DATE}")
  set(date_of)
  if(date)
    set(date_of release)
  endif()
  foreach(manifest ${arg_PREFIX}/manifest.json ${TLSBENCH_LIBRARIES}/${arg_NAME}/manifest.json)
    if(EXISTS ${manifest} AND NOT version)
      # New archives come with a new manifest; the old one must not speak for them.
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
      file(READ ${manifest} content)
      foreach(key version date date_of)
        string(JSON ${key} ERROR_VARIABLE none GET "${content}" ${key})
        if(none)
          set(${key})
        endif()
      endforeach()
    endif()
  endforeach()
  set(TB_RELEASE TB_MANIFEST_VERSION="${version}" TB_MANIFEST_DATE="${date}" TB_MANIFEST_DATE_OF="${date_of}" PARENT_SCOPE)
endfunction()

# The module once more, of the same objects, with the members of its archives linked in another order: what `tlsbench
# calibrate` holds a build against, to learn what the place of code in memory is worth.  Sees the variables of
# tb_add_library.
function(tb_add_relinked)
  set(archives)
  foreach(archive IN LISTS TB_ARCHIVES)
    get_filename_component(name ${archive} NAME)
    set(reordered ${PROJECT_BINARY_DIR}/relinked/${arg_NAME}/${name})
    add_custom_command(OUTPUT ${reordered}
      COMMAND ${TB_BACKENDS_DIR}/reorder ${CMAKE_AR} ${archive} ${reordered}
      DEPENDS ${archive} ${TB_BACKENDS_DIR}/reorder VERBATIM)
    list(APPEND archives ${reordered})
  endforeach()
  set(relinked tb_relinked_${arg_NAME})
  add_custom_target(${relinked}_archives DEPENDS ${archives})
  add_library(${relinked} MODULE $<TARGET_OBJECTS:${module}>)
  add_dependencies(${relinked} ${relinked}_archives ${module})
  get_target_property(language ${module} LINKER_LANGUAGE)
  if(NOT language)
    set(language C)
  endif()
  target_link_libraries(${relinked} PRIVATE ${archives} ${TB_${upper}_SYSTEM_LIBRARIES} tlsbench_core)
  target_link_options(${relinked} PRIVATE -Wl,--exclude-libs,ALL -Wl,--version-script=${TB_BACKENDS_DIR}/module.map)
  set_target_properties(${relinked} PROPERTIES PREFIX "" OUTPUT_NAME ${arg_NAME} LINKER_LANGUAGE ${language}
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/modules/relinked
    LINK_DEPENDS "${TB_BACKENDS_DIR}/module.map;${archives}")
endfunction()

function(tb_add_library)
  cmake_parse_arguments(arg "OPTIONAL" "NAME;BACKEND;PREFIX;LINKAGE;INCLUDE;LIBDIR;VERSION;DATE" "" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT arg_BACKEND)
    message(FATAL_ERROR "tb_add_library needs NAME and BACKEND; it does not know: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_NAME MATCHES "^[a-z0-9][a-z0-9._-]*$")
    message(FATAL_ERROR "tb_add_library: NAME '${arg_NAME}' must be lower case letters, digits, '.', '_' and '-'")
  endif()
  if(NOT EXISTS ${TB_BACKENDS_DIR}/${arg_BACKEND}/backend.cmake)
    message(FATAL_ERROR "tb_add_library ${arg_NAME}: there is no backend '${arg_BACKEND}' (openssl, wolfssl and plain are)")
  endif()
  if(NOT arg_LINKAGE)
    set(arg_LINKAGE static)
  elseif(NOT arg_LINKAGE MATCHES "^(static|shared)$")
    message(FATAL_ERROR "tb_add_library ${arg_NAME}: LINKAGE is static or shared, not '${arg_LINKAGE}'")
  endif()
  include(${TB_BACKENDS_DIR}/${arg_BACKEND}/backend.cmake)
  string(TOUPPER ${arg_BACKEND} upper)

  set(library tb_library_${arg_NAME})
  add_library(${library} INTERFACE IMPORTED GLOBAL)
  if(TB_${upper}_ARCHIVES)
    if(NOT arg_PREFIX)
      message(FATAL_ERROR "tb_add_library ${arg_NAME}: PREFIX is missing: the folder that the library was installed to")
    endif()
    tb_locate_library()
    if(TB_MISSING AND arg_OPTIONAL)
      message(STATUS "${arg_NAME}: not there (no ${arg_PREFIX}); backends/libraries/bring ${arg_NAME} brings it")
      file(REMOVE ${PROJECT_BINARY_DIR}/modules/${arg_NAME}.so ${PROJECT_BINARY_DIR}/modules/relinked/${arg_NAME}.so)
      return()
    elseif(TB_MISSING)
      list(JOIN TB_MISSING ", " missing)
      list(JOIN TB_LIBDIRS ", " libdirs)
      message(FATAL_ERROR "tb_add_library ${arg_NAME}: PREFIX ${arg_PREFIX} lacks ${missing}.  Looked for libraries in ${libdirs}.  "
                          "Build it with static, position independent archives, or say LINKAGE shared")
    endif()
    set_target_properties(${library} PROPERTIES
      INTERFACE_INCLUDE_DIRECTORIES ${TB_INCLUDE}
      INTERFACE_LINK_LIBRARIES "${TB_ARCHIVES};${TB_${upper}_SYSTEM_LIBRARIES}")
  endif()

  message(STATUS "${arg_NAME}: backend ${arg_BACKEND} ${arg_PREFIX} (${arg_LINKAGE})")
  set(module tb_module_${arg_NAME})
  add_library(${module} MODULE)
  cmake_language(CALL tb_configure_${arg_BACKEND} ${module} ${library})
  target_include_directories(${module} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${module} PRIVATE ${library} tlsbench_core)
  target_compile_definitions(${module} PRIVATE TB_INSTANCE="${arg_NAME}" TB_LINKAGE="${arg_LINKAGE}")
  tb_read_manifest()
  target_compile_definitions(${module} PRIVATE ${TB_RELEASE})
  target_compile_options(${module} PRIVATE -fvisibility=hidden)
  target_link_options(${module} PRIVATE -Wl,--exclude-libs,ALL -Wl,--version-script=${TB_BACKENDS_DIR}/module.map)
  set_target_properties(${module} PROPERTIES PREFIX "" OUTPUT_NAME ${arg_NAME}
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/modules
    LINK_DEPENDS "${TB_BACKENDS_DIR}/module.map;${TB_ARCHIVES}")
  if(arg_LINKAGE STREQUAL "static" AND TB_ARCHIVES)
    tb_add_relinked()
  endif()
  set_property(GLOBAL APPEND PROPERTY TB_INSTANCES ${arg_NAME})
endfunction()
