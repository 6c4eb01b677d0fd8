# What tb_add_library() needs to know about this backend, and how a module of it is made: each fact is found out by a
# small program in probes/, and the answer chooses one of several files, or defines a macro for compat.h.
set(TB_WOLFSSL_ARCHIVES wolfssl)
set(TB_WOLFSSL_HEADERS wolfssl/options.h wolfssl/ssl.h wolfssl/version.h) # options.h: its structures depend on it
set(TB_WOLFSSL_HEADER_FOLDERS wolfssl)
set(TB_WOLFSSL_PACKAGES wolfssl)
set(TB_WOLFSSL_SYSTEM_LIBRARIES m pthread)
set(TB_WOLFSSL_DIR ${CMAKE_CURRENT_LIST_DIR})

# tb_wolfssl_probe(<name> [RUN]): sets TB_<NAME> in the caller's scope.
macro(tb_wolfssl_probe name)
  string(TOUPPER ${name} TB_probe_upper)
  tb_probe(TB_${TB_probe_upper} ${library} ${TB_WOLFSSL_DIR}/probes/${name}.c ${ARGN})
endmacro()

# tb_wolfssl_choose(<condition> <file> ... <otherwise>): adds to `sources` the file behind the first condition that is
# on.
function(tb_wolfssl_choose)
  set(choices ${ARGN})
  while(TRUE)
    list(POP_FRONT choices choice file)
    if(NOT file)
      set(file ${choice})
      break()
    elseif(${choice})
      break()
    endif()
  endwhile()
  set(sources ${sources} ${file} PARENT_SCOPE)
endfunction()

function(tb_configure_wolfssl module library)
  foreach(fact openssl_extra import_untrusted point_on_curve unload_intermediates cpuid_flags x25519mlkem768 early_data
          crl_lookup ocsp_stapling judging)
    tb_wolfssl_probe(${fact})
  endforeach()
  foreach(fact internal_header mlkem_fips203 kyber_fips203 mlkem_modulus rsa_blinds)
    tb_wolfssl_probe(${fact} RUN)
  endforeach()

  set(sources backend.c describe.c error.c random.c supports.c trial_handshake.c trial_keys.c hash.c
      kx.c kx_x25519.c kx_ecc.c key.c key_rsa.c key_ecdsa.c key_ed25519.c pem.c aead.c aead_gcm.c aead_chacha.c
      tls_ctx.c tls_verify.c tls_conn.c session.c pretend_time.c refusal.c trust.c ../alert.c ../release.c)
  tb_wolfssl_choose(TB_INTERNAL_HEADER pins_internal.c TB_OPENSSL_EXTRA pins_openssl_extra.c pins_none.c)
  tb_wolfssl_choose(TB_INTERNAL_HEADER tickets_kept_wrapped.c tickets_kept_sealed_here.c)
  tb_wolfssl_choose(TB_UNLOAD_INTERMEDIATES intermediates_unload.c intermediates_reload.c)
  tb_wolfssl_choose(TB_IMPORT_UNTRUSTED ecc_peer_untrusted.c TB_POINT_ON_CURVE ecc_peer_on_curve.c ecc_peer_check_key.c)
  tb_wolfssl_choose(TB_EARLY_DATA early_data.c early_data_none.c)
  tb_wolfssl_choose(TB_CRL_LOOKUP crls.c crls_none.c)
  tb_wolfssl_choose(TB_JUDGING trust_store.c trust_store_none.c)
  tb_wolfssl_choose(TB_OCSP_STAPLING staple.c staple_none.c)
  tb_wolfssl_choose(TB_CPUID_FLAGS cpu_intel.c cpu_none.c)
  if(TB_MLKEM_FIPS203 OR TB_KYBER_FIPS203)
    list(APPEND sources kx_mlkem.c)
    tb_wolfssl_choose(TB_MLKEM_MODULUS mlkem_reduced_by_library.c mlkem_reduced_here.c)
    tb_wolfssl_choose(TB_X25519MLKEM768 kx_hybrid.c kx_hybrid_none.c)
  else()
    list(APPEND sources kx_mlkem_none.c kx_hybrid_none.c)
  endif()
  list(TRANSFORM sources PREPEND ${TB_WOLFSSL_DIR}/)
  target_sources(${module} PRIVATE ${sources})

  # The facts of compat.h.
  foreach(fact rsa_blinding ecc_set_rng fp_ecc encrypt_then_mac)
    tb_wolfssl_probe(${fact})
  endforeach()
  foreach(fact rsa_blinding rsa_blinds ecc_set_rng fp_ecc encrypt_then_mac mlkem_fips203 kyber_fips203)
    string(TOUPPER ${fact} upper)
    target_compile_definitions(${module} PRIVATE TB_HAVE_${upper}=$<BOOL:${TB_${upper}}>)
  endforeach()
endfunction()
