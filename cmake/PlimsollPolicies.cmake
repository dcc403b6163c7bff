# plimsoll_embed_policies(MODULE): compiles policies/*.policy.hcl into the module as string literals, so that the program
# needs no file beside it. The generated source is rewritten whenever a policy changes.
function(plimsoll_embed_policies module)
  file(GLOB policies CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/policies/*.policy.hcl")
  set(output "${PROJECT_BINARY_DIR}/generated/builtin_policies.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DPOLICIES=${policies}" -P
            "${PROJECT_SOURCE_DIR}/cmake/EmbedPolicies.cmake"
    DEPENDS ${policies} "${PROJECT_SOURCE_DIR}/cmake/EmbedPolicies.cmake"
    VERBATIM)
  target_sources(plimsoll_${module} PRIVATE "${output}")
endfunction()
