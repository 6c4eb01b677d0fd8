# The facts that tb_add_library() needs about this backend, and how to make a module of it: each fact is determined by a
# small program in probes/, and the answer chooses one of several files, or defines a macro for compat.h.
set(TB_WOLFSSL_ARCHIVES wolfssl)
set(TB_WOLFSSL_HEADERS wolfssl/options.h wolfssl/ssl.h wolfssl/version.h # options.h: its structures depend on it
                       wolfssl/wolfcrypt/ecc.h wolfssl/wolfcrypt/rsa.h)
set(TB_WOLFSSL_HEADER_FOLDERS wolfssl)
set(TB_WOLFSSL_UNTOLD HAVE___UINT128_T=1) # until 5.6 its configure leaves it out of options.h; numbers are of 64-bit words with it
set(TB_WOLFSSL_PACKAGES wolfssl)
set(TB_WOLFSSL_SYSTEM_LIBRARIES m pthread)
set(TB_WOLFSSL_DIR ${CMAKE_CURRENT_LIST_DIR})

# tb_wolfssl_probe(<name>... [RUN <name>...]): calls tb_probe.  TB_WOLFSSL_WITHOUT lists probes that count as failed
# without being run: for tests, which treat a full build as a minimal one.
macro(tb_wolfssl_probe)
  set(TB_asked ${ARGN})
  foreach(TB_lacking IN LISTS TB_WOLFSSL_WITHOUT)
    list(REMOVE_ITEM TB_asked ${TB_lacking})
    string(TOUPPER ${TB_lacking} TB_lacking)
    set(TB_${TB_lacking} OFF)
  endforeach()
  tb_probe(${library} ${TB_WOLFSSL_DIR}/probes ${TB_asked})
endmacro()

# tb_wolfssl_choose(<condition> <file> ... <otherwise>): adds to `sources` the file after the first condition that is
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
  set(usual tls12 tls13 tickets tls13_tickets supported_curves sni sessions x25519 ecc ed25519 rsa aes_gcm
      chacha20_poly1305 hkdf prf)
  tb_wolfssl_probe(usual openssl_extra import_untrusted point_on_curve unload_intermediates cpuid_flags x25519mlkem768
                   early_data crl_lookup ocsp_stapling judging host_plain host_flags revocation
                   name_contexts name_buffers
                   rsa_blinding x25519_set_rng ecc_set_rng fp_ecc encrypt_then_mac ech # of compat.h
                   RUN internal_header mlkem_fips203 kyber_fips203 mlkem_modulus rsa_blinds early_data_once)
  if(NOT TB_USUAL)
    tb_wolfssl_probe(${usual})
  endif()
  foreach(fact IN LISTS usual)
    string(TOUPPER ${fact} upper)
    if(TB_USUAL AND NOT fact IN_LIST TB_WOLFSSL_WITHOUT)
      set(TB_${upper} ON)
    endif()
  endforeach()

  set(sources backend.c error.c hash.c random.c trial_handshake.c trial_keys.c ../alert.c ../release.c aead/aead.c
      describe/describe.c describe/supports.c key/key.c key/pem.c kx/kx.c tls/refusal.c tls/tls_conn.c tls/tls_ctx.c
      tls/tls_verify.c trust/pretend_time.c trust/trust.c)
  tb_wolfssl_choose(TB_X25519 kx/kx_x25519.c kx/kx_x25519_none.c)
  tb_wolfssl_choose(TB_ECC kx/kx_ecc.c kx/kx_ecc_none.c)
  tb_wolfssl_choose(TB_ECC key/key_ecdsa.c key/key_ecdsa_none.c)
  tb_wolfssl_choose(TB_RSA key/key_rsa.c key/key_rsa_none.c)
  tb_wolfssl_choose(TB_ED25519 key/key_ed25519.c key/key_ed25519_none.c)
  tb_wolfssl_choose(TB_AES_GCM aead/aead_gcm.c aead/aead_gcm_none.c)
  tb_wolfssl_choose(TB_CHACHA20_POLY1305 aead/aead_chacha.c aead/aead_chacha_none.c)
  tb_wolfssl_choose(TB_HKDF kdf/hkdf.c kdf/hkdf_none.c)
  tb_wolfssl_choose(TB_PRF kdf/prf.c kdf/prf_none.c)
  tb_wolfssl_choose(TB_SNI tls/sni.c tls/sni_none.c)
  if(TB_SNI AND (TB_NAME_CONTEXTS OR TB_NAME_BUFFERS))
    list(APPEND sources tls/names.c)
    tb_wolfssl_choose(TB_NAME_CONTEXTS tls/names_contexts.c tls/names_buffers.c)
  else()
    list(APPEND sources tls/names_none.c)
  endif()
  tb_wolfssl_choose(TB_SESSIONS resumption/session.c resumption/session_none.c)
  tb_wolfssl_choose(TB_TICKETS resumption/tickets.c resumption/tickets_none.c)
  tb_wolfssl_choose(TB_INTERNAL_HEADER tls/pins_internal.c TB_OPENSSL_EXTRA tls/pins_openssl_extra.c tls/pins_none.c)
  if(TB_TICKETS)
    tb_wolfssl_choose(TB_INTERNAL_HEADER resumption/tickets_kept_wrapped.c
                      TB_CHACHA20_POLY1305 resumption/tickets_kept_sealed_here.c resumption/tickets_kept_none.c)
  endif()
  tb_wolfssl_choose(TB_UNLOAD_INTERMEDIATES trust/intermediates_unload.c trust/intermediates_reload.c)
  if(TB_ECC)
    tb_wolfssl_choose(TB_IMPORT_UNTRUSTED kx/ecc_peer_untrusted.c
                      TB_POINT_ON_CURVE kx/ecc_peer_on_curve.c kx/ecc_peer_check_key.c)
  endif()
  tb_wolfssl_choose(TB_EARLY_DATA resumption/early_data.c resumption/early_data_none.c)
  tb_wolfssl_choose(TB_CRL_LOOKUP trust/crls.c trust/crls_none.c)
  if(TB_JUDGING AND (TB_HOST_FLAGS OR TB_HOST_PLAIN))
    list(APPEND sources trust/trust_store.c)
    tb_wolfssl_choose(TB_HOST_FLAGS trust/host_flags.c trust/host_plain.c)
    tb_wolfssl_choose(TB_REVOCATION trust/revocation.c trust/revocation_none.c)
  else()
    list(APPEND sources trust/trust_store_none.c)
  endif()
  tb_wolfssl_choose(TB_OCSP_STAPLING trust/staple.c trust/staple_none.c)
  tb_wolfssl_choose(TB_CPUID_FLAGS describe/cpu_intel.c describe/cpu_none.c)
  set(TB_HYBRID ${TB_X25519MLKEM768})
  if(NOT TB_X25519)
    set(TB_HYBRID OFF)
  endif()
  if(TB_MLKEM_FIPS203 OR TB_KYBER_FIPS203)
    list(APPEND sources kx/kx_mlkem.c)
    tb_wolfssl_choose(TB_MLKEM_MODULUS kx/mlkem_reduced_by_library.c kx/mlkem_reduced_here.c)
    tb_wolfssl_choose(TB_HYBRID kx/kx_hybrid.c kx/kx_hybrid_none.c)
  else()
    list(APPEND sources kx/kx_mlkem_none.c kx/kx_hybrid_none.c)
  endif()
  list(TRANSFORM sources PREPEND ${TB_WOLFSSL_DIR}/)
  target_sources(${module} PRIVATE ${sources})

  foreach(fact tls12 tls13 tls13_tickets supported_curves rsa ecc rsa_blinding rsa_blinds x25519_set_rng ecc_set_rng
          fp_ecc encrypt_then_mac ech mlkem_fips203 kyber_fips203 early_data_once)
    string(TOUPPER ${fact} upper)
    target_compile_definitions(${module} PRIVATE TB_HAVE_${upper}=$<BOOL:${TB_${upper}}>)
  endforeach()
endfunction()
