# What a library can do, found out by small programs that are compiled and linked with it.  An answer is kept as long as
# nothing has changed that it depends on.
include_guard()

# Into TB_STAMP: what all answers about an instance depend on.  Archives and headers, which may be put there one after the
# other, and the compiler.
function(tb_stamp_library)
  set(seen "${CMAKE_C_COMPILER} ${CMAKE_C_COMPILER_VERSION} ${CMAKE_C_FLAGS} ${arg_LINKAGE};${TB_INCLUDE};${TB_FURTHER};${TB_SYSTEM}")
  set(headers)
  foreach(folder IN LISTS TB_${TB_UPPER}_HEADER_FOLDERS)
    file(GLOB_RECURSE of_folder ${TB_INCLUDE}/${folder}/*.h ${TB_INCLUDE}/${CMAKE_LIBRARY_ARCHITECTURE}/${folder}/*.h)
    list(APPEND headers ${of_folder})
  endforeach()
  foreach(file IN LISTS headers TB_ARCHIVES)
    file(TIMESTAMP ${file} changed "%s%f")
    file(SIZE ${file} size)
    string(APPEND seen ";${file} ${changed} ${size}")
  endforeach()
  string(SHA256 seen "${seen}")
  set(TB_STAMP ${seen} PARENT_SCOPE)
endfunction()

# tb_probe(<result> <library> <source> [RUN]): ON when the small program compiles and links against the library, and,
# with RUN, exits 0.  Facts about a library come from here, never from its version number.
function(tb_probe result library source)
  cmake_parse_arguments(arg "RUN" "" "" ${ARGN})
  get_filename_component(probe ${source} NAME_WE)
  set(variable TB_PROBE_${library}_${probe})
  file(SHA256 ${source} stamp)
  string(APPEND stamp "-${TB_STAMP}")
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
