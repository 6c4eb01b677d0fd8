# What tb_add_library() needs to know about a backend: the archives that its library consists of, here none, and how a
# module of it is made.
set(TB_PLAIN_ARCHIVES)

function(tb_configure_plain module library)
  target_sources(${module} PRIVATE ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plain.c)
endfunction()
