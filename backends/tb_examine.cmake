# Checks before compiling that headers and archives are of one build and can go into a shared object, because errors
# here otherwise show up later as a linker error, as a crash, or not at all.
include_guard()

# The compiler's output, in English, of a failed command; `explain` turns it into a sentence.
function(tb_explain log)
  file(WRITE ${trial}/fault.log "${log}")
  execute_process(COMMAND sh ${TB_BACKENDS_DIR}/explain ${trial}/fault.log OUTPUT_VARIABLE sentence OUTPUT_STRIP_TRAILING_WHITESPACE)
  tb_why("${sentence}.  The compiler's words are in ${trial}/fault.log")
endfunction()

# Is `file`, which the compiler opened, the library's own?  A compiler may write a folder's real name, and a header may be
# a link to another place; so files are compared, not their names.  Into `own`: the header of that name in INCLUDE; "":
# there is none.
function(tb_is_own_header result own file)
  string(REGEX REPLACE "^.*/((${folders})/.*)$" "\\1" name "${file}")
  file(REAL_PATH "${file}" real)
  file(REAL_PATH "${TB_INCLUDE}" include)
  set(there)
  set(same OFF)
  foreach(header "${TB_INCLUDE}/${name}" "${TB_INCLUDE}/${CMAKE_LIBRARY_ARCHITECTURE}/${name}")
    if(EXISTS "${header}")
      file(REAL_PATH "${header}" real_header)
      list(APPEND there "${header}")
      if(real_header STREQUAL real)
        set(same ON)
      endif()
    endif()
  endforeach()
  cmake_path(IS_PREFIX include "${real}" inside)
  if(NOT there AND inside) # a folder above INCLUDE has the name of one of its folders
    set(same ON)
  endif()
  set(${result} ${same} PARENT_SCOPE)
  set(${own} "${there}" PARENT_SCOPE)
endfunction()

# Every header of the library that the compiler opens must be one of INCLUDE's.
function(tb_examine_headers)
  list(TRANSFORM TB_${TB_UPPER}_HEADERS REPLACE "(.+)" "#include <\\1>\n" OUTPUT_VARIABLE lines)
  list(JOIN lines "" lines)
  file(WRITE ${trial}/headers.c "${lines}")
  execute_process(COMMAND ${compile} -E -H ${trial}/headers.c -o ${trial}/headers.i ERROR_VARIABLE log RESULT_VARIABLE exit_code)
  if(NOT exit_code EQUAL 0)
    tb_explain("${log}")
    return()
  endif()
  list(JOIN TB_${TB_UPPER}_HEADER_FOLDERS "|" folders)
  string(REGEX MATCHALL "(^|\n)[.]+ [^\n]*/(${folders})/[^\n]*" opened "${log}")
  foreach(line IN LISTS opened)
    string(REGEX REPLACE "^\n?[.]+ " "" file "${line}")
    tb_is_own_header(is_own own "${file}")
    if(NOT is_own AND own)
      tb_why("the compiler takes another library's header: ${file}, and not ${own}.  A folder that CFLAGS name comes before "
             "${TB_INCLUDE}.  Take that folder out of CMAKE_C_FLAGS")
      return()
    elseif(NOT is_own)
      tb_why("${TB_INCLUDE} lacks a header, and the compiler takes another library's: ${file}.  Install all headers of the build "
                 "that the archives are of")
      return()
    endif()
  endforeach()
endfunction()

# tb_read_version(<prefix> <text>): sets <prefix>_product and the <prefix>_release that must agree: for "OpenSSL 3.5.6 7
# Apr 2026" OpenSSL and 3.5; before OpenSSL 3, whose patches were letters, the whole version.  "": unknown.
function(tb_read_version prefix text)
  set(product)
  set(release)
  if(text MATCHES "compatible; ([A-Za-z-]+)( v?([0-9.]+))?[)]" OR text MATCHES "^([A-Za-z-]+)( v?([0-9]+[.][0-9.]*[0-9]))?")
    set(product ${CMAKE_MATCH_1})
    set(version "${CMAKE_MATCH_3}")
    if(version MATCHES "^[01][.]")
      set(release ${version})
    elseif(version MATCHES "^[0-9]+[.][0-9]+")
      set(release ${CMAKE_MATCH_0})
    endif()
  endif()
  set(${prefix}_product "${product}" PARENT_SCOPE)
  set(${prefix}_release "${release}" PARENT_SCOPE)
endfunction()

# The first line is the headers' version, the second the code's; a third one says what differs all the same.
function(tb_compare_versions said)
  string(REGEX MATCH "^([^\n]*)\n([^\n]*)\n?([^\n]*)" lines "${said}")
  set(headers "${CMAKE_MATCH_1}")
  set(code "${CMAKE_MATCH_2}")
  set(difference "${CMAKE_MATCH_3}")
  tb_read_version(of_headers "${headers}")
  tb_read_version(of_code "${code}")
  if(NOT of_headers_product STREQUAL of_code_product OR
     (of_headers_release AND of_code_release AND NOT of_headers_release STREQUAL of_code_release))
    tb_why("the headers in ${TB_INCLUDE} are ${headers}, but the code in ${where} is ${code}.  Install both from one build, or name the folder of the right headers with INCLUDE")
  elseif(difference)
    tb_why("the headers in ${TB_INCLUDE} and the code in ${where} are of one version, but not of one build: ${difference}.  Install both "
           "from one build, or name the folder of the right headers with INCLUDE")
  endif()
endfunction()

# Links the backend's version program both as a module and as a program, and runs it.
function(tb_examine_code)
  list(GET TB_ARCHIVES 0 where)
  set(defs -Wl,-z,defs)
  execute_process(COMMAND ${compile} -c ${TB_BACKENDS_DIR}/${arg_BACKEND}/probes/versions.c -o ${trial}/versions.o
                  ERROR_VARIABLE log RESULT_VARIABLE exit_code)
  if(exit_code EQUAL 0)
    execute_process(COMMAND ${compile} -shared ${trial}/versions.o -o ${trial}/versions.so ${defs} ${TB_LINK}
                    ERROR_VARIABLE log RESULT_VARIABLE exit_code)
  endif()
  if(exit_code EQUAL 0)
    execute_process(COMMAND ${compile} ${trial}/versions.o -o ${trial}/versions ${TB_LINK} ERROR_VARIABLE log RESULT_VARIABLE exit_code)
  endif()
  if(NOT exit_code EQUAL 0)
    tb_explain("${log}")
    return()
  endif()
  execute_process(COMMAND ${trial}/versions OUTPUT_VARIABLE said ERROR_VARIABLE log RESULT_VARIABLE exit_code TIMEOUT 60)
  if(NOT said MATCHES "\n.")
    string(STRIP "${log}" log)
    tb_why("a program that asks it for its version does not run: ${exit_code} ${log}.  See that its shared objects are found (ldd "
               "${trial}/versions), and that it was built for this processor")
    return()
  endif()
  tb_compare_versions("${said}")
endfunction()

# The backend's own probes are meaningless if one that must fail does not.
function(tb_examine_probing)
  set(probes ${TB_BACKENDS_DIR}/${arg_BACKEND}/probes)
  tb_probe(${library} ${probes} probing_works probing_notices)
  if(NOT TB_PROBING_WORKS OR TB_PROBING_NOTICES)
    tb_why("the probes do not work: a program that must build fails, or one that must fail builds.  Read "
               "${PROJECT_BINARY_DIR}/probes/${library}/probing_works.log")
  endif()
endfunction()

# Runs all checks, again whenever an input has changed; a refusal is not cached.
function(tb_examine_library)
  if(NOT TB_ARCHIVES)
    return()
  endif()
  file(SHA256 ${TB_BACKENDS_DIR}/${arg_BACKEND}/probes/versions.c examined)
  string(APPEND examined "-${TB_STAMP}")
  if("${TB_EXAMINED_${library}}" STREQUAL "${examined}")
    return()
  endif()
  set(trial ${PROJECT_BINARY_DIR}/probes/${library})
  file(MAKE_DIRECTORY ${trial})
  set(compile ${CMAKE_COMMAND} -E env --unset=CPATH --unset=C_INCLUDE_PATH LC_ALL=C ${TB_COMPILE}) # as `try` and `attempt` do
  foreach(part headers code probing)
    cmake_language(CALL tb_examine_${part})
    get_property(why GLOBAL PROPERTY TB_WHY)
    if(why)
      return()
    endif()
  endforeach()
  set(TB_EXAMINED_${library} ${examined} CACHE INTERNAL "what ${arg_NAME} was examined as")
endfunction()
