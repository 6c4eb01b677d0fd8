# tb_add_library(NAME <instance> BACKEND <openssl|wolfssl|plain>
#                [PREFIX <dir>] [LINKAGE static|shared] [INCLUDE <dir>] [LIBDIR <dir>] [LIBS <library>...]
#                [VERSION <text>] [DATE <day>] [OPTIONAL])
#
# One line is one instance of a library under test.  PREFIX is where it was installed (include/ and lib/ or lib64/ below
# it); INCLUDE and LIBDIR override the two folders.  LINKAGE static, the default, hides the library inside its module;
# shared links against the .so with an RPATH, which LD_LIBRARY_PATH does not change.  LIBS are linked behind it, names or files; without them a static library's
# are those that the prefix's pkg-config names.  VERSION and DATE (2026-08-21) are for a library that tells neither
# itself, as BoringSSL, and was not brought by `bring`, which writes them down.  OPTIONAL: where nothing of the library is
# there, the line is passed over.
#
# -DTLSBENCH_ONLY="a;b" uses only the lines with these names, which saves probing and building all others.
#
# A line from which no module can be made is refused with the cause and the next step (tb_refuse.cmake), and all others
# are built.
#
# backends/<backend>/backend.cmake describes its libraries:
#   TB_<BACKEND>_ARCHIVES          in link order
#   TB_<BACKEND>_HEADERS           required headers, in an order in which they can be included
#   TB_<BACKEND>_HEADER_FOLDERS    folders below INCLUDE that belong to the library
#   TB_<BACKEND>_PACKAGES          its names in pkg-config
#   TB_<BACKEND>_SYSTEM_LIBRARIES  always linked after it
#   TB_<BACKEND>_UNTOLD            definitions that a build may have had without its headers telling; one is used if the
#                                  structures of headers and code have different sizes without it, and the same with it
# and defines tb_configure_<backend>(<target> <library>), which adds the sources, chosen by probes, to the module.
# probes/versions.c prints the version of the headers and that of the code, one per line, and a third line about a
# structure whose sizes differ.
include_guard()

set(TB_BACKENDS_DIR ${CMAKE_CURRENT_LIST_DIR})
include(${TB_BACKENDS_DIR}/tb_refuse.cmake)
include(${TB_BACKENDS_DIR}/tb_probe.cmake)
include(${TB_BACKENDS_DIR}/tb_locate.cmake)
include(${TB_BACKENDS_DIR}/tb_examine.cmake)

# The wrapper around compilers and linkers is found from the build folder, whatever its name.
configure_file(${TB_BACKENDS_DIR}/attempt ${CMAKE_BINARY_DIR}/attempt COPYONLY)
configure_file(${TB_BACKENDS_DIR}/explain ${CMAKE_BINARY_DIR}/explain COPYONLY)
set(TB_ATTEMPT "sh ./attempt")
if(NOT CMAKE_GENERATOR MATCHES "Ninja")
  set(TB_ATTEMPT "sh '${CMAKE_BINARY_DIR}/attempt'")
endif()

# Sets TB_RELEASE, as macros for release.c, from the version and the date of the instance as recorded by `bring`.  The
# manifest is in the prefix or, for the machine's own packages, in bring's own folder.
function(tb_read_manifest)
  set(version "${arg_VERSION}")
  set(date "${arg_DATE}")
  set(date_of)
  set(file)
  if(date)
    set(date_of release)
  endif()
  foreach(manifest ${arg_PREFIX}/manifest.json ${TLSBENCH_LIBRARIES}/${arg_NAME}/manifest.json)
    if(NOT EXISTS ${manifest} OR file)
      continue()
    endif()
    # New archives have a new manifest; the old one does not apply to them.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
    file(READ ${manifest} content)
    string(JSON type ERROR_VARIABLE broken TYPE "${content}")
    if(broken OR NOT type STREQUAL "OBJECT")
      message(STATUS "  ${arg_NAME}: ${manifest} is not a JSON object, so it is ignored; correct it or remove it")
      continue()
    endif()
    set(file ${manifest})
    if(version)
      continue()
    endif()
    foreach(key version date date_of)
      string(JSON ${key} ERROR_VARIABLE none GET "${content}" ${key})
      if(none)
        set(${key})
      endif()
    endforeach()
  endforeach()
  set(TB_MANIFEST "${file}" PARENT_SCOPE)
  set(TB_RELEASE TB_MANIFEST_VERSION="${version}" TB_MANIFEST_DATE="${date}" TB_MANIFEST_DATE_OF="${date_of}" PARENT_SCOPE)
endfunction()

# Links the module once more from the same objects, with the members of its archives in another order: `tlsbench
# calibrate` compares a build with it, to measure the effect of code layout.  Uses the variables of tb_add_library.
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
  target_link_libraries(${relinked} PRIVATE ${archives} ${TB_FURTHER} ${TB_SYSTEM} tlsbench_core)
  target_link_options(${relinked} PRIVATE ${TB_LINK_OPTIONS})
  set_target_properties(${relinked} PROPERTIES PREFIX "" OUTPUT_NAME ${arg_NAME} LINKER_LANGUAGE ${language} SKIP_BUILD_RPATH ON
    RULE_LAUNCH_LINK "${TB_ATTEMPT} relink ${arg_NAME}"
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/modules/relinked
    LINK_DEPENDS "${TB_BACKENDS_DIR}/module.map;${archives}")
endfunction()

function(tb_check_folder word path)
  if(path MATCHES "[]\n\";\\$`[]") # as CMakeLists.txt has it of its own folder
    string(REPLACE "\n" " " shown "${path}")
    tb_why("${word} '${shown}' has a line's end or one of \" ; \\ $ ` [ ] in its name, which cannot be built with.  Install the "
           "library to a folder without them")
  elseif(arg_LINKAGE STREQUAL "shared" AND path MATCHES ":")
    tb_why("${word} ${path} has a ':' in its name, at which the loader parts folders.  Install the library to a folder without it, "
           "or link it statically: leave LINKAGE shared out of the line")
  elseif(NOT IS_ABSOLUTE "${path}")
    tb_why("${word} ${path} is not an absolute path.  Write it from / on, or "
           "from the folder of your file: \${CMAKE_CURRENT_LIST_DIR}/${path}; a home folder is \$ENV{HOME}")
  endif()
endfunction()

# What is wrong with the line itself.
function(tb_check_line)
  if(NOT arg_NAME MATCHES "^[a-z0-9][a-z0-9._-]*$")
    tb_why("NAME '${arg_NAME}' must be lower case letters, digits, '.', '_' and '-'.  Give it such a name")
  endif()
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    list(JOIN arg_UNPARSED_ARGUMENTS " " unknown)
    list(JOIN arg_KEYWORDS_MISSING_VALUES " " empty)
    string(STRIP "'${unknown}' has no meaning here" unknown_text)
    if(NOT unknown)
      set(unknown_text "${empty} has no value")
    endif()
    tb_why("its line is wrong: ${unknown_text}.  A line takes NAME, BACKEND, PREFIX, LINKAGE, INCLUDE, LIBDIR, LIBS, VERSION, DATE "
           "and OPTIONAL; a folder with blanks in its name stands in quotes")
  endif()
  get_property(taken GLOBAL PROPERTY TB_NAMES)
  if(arg_NAME IN_LIST taken)
    tb_why("NAME ${arg_NAME} is taken by an earlier line, in backends/libraries or in your file.  Give this one another name; until "
           "then neither is measured as ${arg_NAME}")
  endif()
  file(GLOB known RELATIVE ${TB_BACKENDS_DIR} ${TB_BACKENDS_DIR}/*/backend.cmake)
  list(TRANSFORM known REPLACE "/backend.cmake" "")
  if(NOT arg_BACKEND IN_LIST known)
    list(JOIN known ", " known)
    tb_why("there is no backend '${arg_BACKEND}'.  BACKEND is one of ${known}")
  endif()
  if(NOT arg_LINKAGE MATCHES "^(static|shared)$")
    tb_why("LINKAGE is static or shared, not '${arg_LINKAGE}'")
  endif()
  foreach(folder PREFIX INCLUDE LIBDIR)
    if(DEFINED arg_${folder})
      tb_check_folder(${folder} "${arg_${folder}}")
    endif()
  endforeach()
  if(DEFINED arg_DATE AND NOT arg_DATE MATCHES "^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]$")
    tb_why("DATE '${arg_DATE}' is not a date.  Write it as 2026-08-21")
  endif()
  if(DEFINED arg_VERSION AND NOT arg_VERSION MATCHES "^[A-Za-z0-9._+~:-]+$")
    tb_why("VERSION '${arg_VERSION}' must be letters, digits and '._+~:-'.  Write a version or a commit, without blanks")
  endif()
endfunction()

# PREFIX, INCLUDE and LIBDIR without "//", "/./" and a '/' at their ends.  What ".." means behind a symbolic link is known
# to the system, and not from the name.
function(tb_normalise_folders)
  foreach(folder PREFIX INCLUDE LIBDIR)
    if(NOT DEFINED arg_${folder})
      continue()
    endif()
    set(path "${arg_${folder}}")
    if(path MATCHES "/[.][.](/|$)")
      execute_process(COMMAND realpath -m -- "${path}" OUTPUT_VARIABLE path COMMAND_ERROR_IS_FATAL ANY)
      string(REGEX REPLACE "\n$" "" path "${path}")
    endif()
    cmake_path(NORMAL_PATH path)
    string(REGEX REPLACE "(.)/$" "\\1" path "${path}")
    set(arg_${folder} "${path}" PARENT_SCOPE)
  endforeach()
endfunction()

# A macro: what backend.cmake sets is seen by its own functions, too.
macro(tb_load_backend)
  include(${TB_BACKENDS_DIR}/${arg_BACKEND}/backend.cmake)
  string(TOUPPER ${arg_BACKEND} TB_UPPER)
  if(TB_${TB_UPPER}_ARCHIVES AND NOT arg_PREFIX)
    tb_why("PREFIX is missing: the folder that the library was installed to.  Write PREFIX /that/folder into the line")
  endif()
endmacro()

# The target with which probes and the module are linked.
function(tb_make_library)
  add_library(${library} INTERFACE IMPORTED GLOBAL)
  if(NOT TB_ARCHIVES)
    return()
  endif()
  set_target_properties(${library} PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ${TB_INCLUDE}
    INTERFACE_LINK_LIBRARIES "${TB_ARCHIVES};${TB_FURTHER};${TB_SYSTEM}"
    INTERFACE_COMPILE_OPTIONS "$<$<COMPILE_LANGUAGE:C>:-Werror=implicit-function-declaration>"
    TB_COMPILE "${TB_COMPILE}" TB_LINK "${TB_LINK}" TB_STAMP "${TB_STAMP}") # for tb_probe
  # If an archive or a header changes, everything is probed again.
  set(folders ${TB_${TB_UPPER}_HEADER_FOLDERS})
  list(TRANSFORM folders PREPEND ${TB_INCLUDE}/)
  set(headers ${TB_${TB_UPPER}_HEADERS})
  list(TRANSFORM headers PREPEND ${TB_INCLUDE}/)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${TB_ARCHIVES} ${folders} ${headers})
endfunction()

# Nothing of the library exists, which an OPTIONAL line accepts.
function(tb_pass_over)
  set(remedy)
  file(STRINGS ${TB_BACKENDS_DIR}/libraries/instances known REGEX "^${arg_NAME}[ \t]")
  if(known)
    set(remedy "; backends/libraries/bring ${arg_NAME} brings it")
  endif()
  message(STATUS "${arg_NAME}: not there (nothing of it in ${arg_PREFIX})${remedy}")
  set_property(GLOBAL APPEND PROPERTY TB_NOT_THERE ${arg_NAME})
endfunction()

# Compiles what the module was linked from into it.
function(tb_add_origin)
  set(origin ${PROJECT_BINARY_DIR}/origins/${arg_NAME}.c)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/origins)
  add_custom_command(OUTPUT ${origin}
    COMMAND sh ${TB_BACKENDS_DIR}/write_origin ${origin} "${TB_MANIFEST}" ${TB_ARCHIVES}
    DEPENDS ${TB_ARCHIVES} ${TB_MANIFEST} ${TB_BACKENDS_DIR}/write_origin VERBATIM)
  target_sources(${module} PRIVATE ${origin})
endfunction()

function(tb_add_module)
  message(STATUS "${arg_NAME}: backend ${arg_BACKEND} ${arg_PREFIX} (${arg_LINKAGE})")
  set(module tb_module_${arg_NAME})
  add_library(${module} MODULE)
  cmake_language(CALL tb_configure_${arg_BACKEND} ${module} ${library})
  target_include_directories(${module} PRIVATE ${TB_BACKENDS_DIR}/.. ${TB_BACKENDS_DIR}/../src)
  target_link_libraries(${module} PRIVATE ${library} tlsbench_core)
  target_compile_definitions(${module} PRIVATE TB_INSTANCE="${arg_NAME}" TB_LINKAGE="${arg_LINKAGE}")
  tb_read_manifest()
  target_compile_definitions(${module} PRIVATE ${TB_RELEASE})
  tb_add_origin()
  target_compile_options(${module} PRIVATE -fvisibility=hidden)
  # -Xlinker where folders are named, as in tb_find_commands.  CMake's own RPATH leaves out the system's folders, where
  # LD_LIBRARY_PATH could bring another library, and is a RUNPATH, which comes after it.
  set(TB_LINK_OPTIONS -Wl,--exclude-libs,ALL -Wl,--disable-new-dtags
                      "SHELL:-Xlinker \"--version-script=${TB_BACKENDS_DIR}/module.map\"")
  foreach(folder IN LISTS TB_RUN_FOLDERS)
    list(APPEND TB_LINK_OPTIONS "SHELL:-Xlinker -rpath -Xlinker \"${folder}\"")
  endforeach()
  if(NOT TLSBENCH_SANITIZE) # whose run time is in the program that loads the module
    list(APPEND TB_LINK_OPTIONS -Wl,-z,defs)
  endif()
  target_link_options(${module} PRIVATE ${TB_LINK_OPTIONS})
  set_target_properties(${module} PROPERTIES PREFIX "" OUTPUT_NAME ${arg_NAME} SKIP_BUILD_RPATH ON
    RULE_LAUNCH_COMPILE "${TB_ATTEMPT} compile ${arg_NAME}" RULE_LAUNCH_LINK "${TB_ATTEMPT} link ${arg_NAME}"
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/modules
    LINK_DEPENDS "${TB_BACKENDS_DIR}/module.map;${TB_ARCHIVES}")
  if(arg_LINKAGE STREQUAL "static" AND TB_ARCHIVES)
    tb_add_relinked()
  endif()
  set_property(GLOBAL APPEND PROPERTY TB_INSTANCES ${arg_NAME})
endfunction()

function(tb_add_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "OPTIONAL" "NAME;BACKEND;PREFIX;LINKAGE;INCLUDE;LIBDIR;VERSION;DATE" "LIBS")
  string(REPLACE "\\;" ";" arg_LIBS "${arg_LIBS}") # LIBS "z;zstd"
  if(NOT DEFINED arg_NAME)
    list(JOIN ARGN " " line)
    tb_refuse("a line without NAME" "tb_add_library(${line}).  Give it a NAME, under which the library is measured")
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY TB_SEEN "${arg_NAME}")
  if(TLSBENCH_ONLY AND NOT arg_NAME IN_LIST TLSBENCH_ONLY)
    set_property(GLOBAL APPEND PROPERTY TB_NOT_THERE "${arg_NAME}")
    return()
  endif()
  if(NOT DEFINED arg_LINKAGE)
    set(arg_LINKAGE static)
  endif()
  set(library tb_library_${arg_NAME})
  set(TB_ABSENT)
  set_property(GLOBAL PROPERTY TB_WHY "")
  foreach(step check_line normalise_folders load_backend locate_library find_further stamp_library find_run_folders find_commands
               make_library examine_library
               tell_untold)
    cmake_language(CALL tb_${step})
    get_property(why GLOBAL PROPERTY TB_WHY)
    if(TB_ABSENT)
      tb_pass_over()
      return()
    elseif(why)
      set_property(GLOBAL APPEND PROPERTY TB_NAMES ${arg_NAME})
      tb_refuse("${arg_NAME}" "${why}")
      return()
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY TB_NAMES ${arg_NAME})
  tb_add_module()
endfunction()
