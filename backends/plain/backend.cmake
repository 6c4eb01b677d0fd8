# The facts that tb_add_library() needs about a backend: the archives of its library (here none), and how to make a
# module of it.
set(TB_PLAIN_ARCHIVES)

function(tb_configure_plain module library)
  target_sources(${module} PRIVATE ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plain.c)
endfunction()
