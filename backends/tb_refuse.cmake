# Handles a line from which no module can be made: it is reported, and stops nothing else.
#
# The reason is stored in build/<preset>/refused/<name>, where tlsbench finds it when that library is requested, and is
# reported again at the end of the configuration.  Failures while a module is compiled or linked are recorded in the
# same place by `attempt`.
include_guard()

# Reasons from the last configuration do not apply to this one.
file(REMOVE_RECURSE ${PROJECT_BINARY_DIR}/refused)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/refused)

# tb_why(<text>...): the reason why tb_add_library refuses the line: the cause and the next step.  The first reason
# counts.
function(tb_why)
  get_property(why GLOBAL PROPERTY TB_WHY)
  if(why)
    return()
  endif()
  math(EXPR last "${ARGC} - 1")
  foreach(i RANGE ${last})
    string(APPEND why "${ARGV${i}}")
  endforeach()
  set_property(GLOBAL PROPERTY TB_WHY "${why}")
endfunction()

# tb_refuse(<name> <why>): `why` is the cause and the next step, in sentences.  A name that cannot be a file name is
# reported nevertheless.
function(tb_refuse name why)
  set_property(GLOBAL APPEND_STRING PROPERTY TB_REFUSALS "***   ${name}: ${why}\n")
  if(name MATCHES "^[a-z0-9][a-z0-9._-]*$")
    file(APPEND ${PROJECT_BINARY_DIR}/refused/${name} "${why}\n")
    set_property(GLOBAL APPEND PROPERTY TB_NOT_THERE ${name})
    set_property(GLOBAL APPEND PROPERTY TB_REFUSED ${name})
  endif()
  message(STATUS "${name}: refused: ${why}")
endfunction()

# At the end: reports what is missing, and removes modules of an earlier build.
function(tb_tell_refused)
  get_property(instances GLOBAL PROPERTY TB_INSTANCES)
  get_property(not_there GLOBAL PROPERTY TB_NOT_THERE)
  foreach(name IN LISTS not_there)
    if(NOT name IN_LIST instances)
      file(REMOVE ${PROJECT_BINARY_DIR}/modules/${name}.so ${PROJECT_BINARY_DIR}/modules/relinked/${name}.so)
    endif()
  endforeach()
  get_property(seen GLOBAL PROPERTY TB_SEEN)
  foreach(name IN LISTS TLSBENCH_ONLY)
    if(NOT name IN_LIST seen)
      set_property(GLOBAL APPEND_STRING PROPERTY TB_REFUSALS
                   "***   ${name}: TLSBENCH_ONLY names it, and no line of tb_add_library does.  Correct the name, or add the line\n")
    endif()
  endforeach()
  get_property(refusals GLOBAL PROPERTY TB_REFUSALS)
  if(refusals)
    string(STRIP "${refusals}" refusals)
    message(NOTICE "*** These lines of tb_add_library were refused; all others are built:\n${refusals}")
  endif()
endfunction()
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL tb_tell_refused)

# Reports libraries that could not be built once more at the end of the build: tb_tell_failed runs then if one failed.
function(tb_tell_when_built)
  get_property(instances GLOBAL PROPERTY TB_INSTANCES)
  set(modules)
  foreach(name IN LISTS instances)
    list(APPEND modules tb_module_${name})
  endforeach()
  set(told ${PROJECT_BINARY_DIR}/attempt.told)
  add_custom_command(OUTPUT ${told} COMMAND sh ${CMAKE_BINARY_DIR}/attempt tell ${told} DEPENDS ${modules} VERBATIM
                     COMMENT "Telling which libraries could not be built")
  add_custom_target(tb_tell ALL DEPENDS ${told})
endfunction()
