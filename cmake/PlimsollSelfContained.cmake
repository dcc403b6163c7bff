# PLIMSOLL_SELF_CONTAINED: an executable that needs nothing of the system it runs on, for CI steps on any Linux. Debian 12 has
# simdjson and fmt as shared libraries only: simdjson is then compiled from its source (PLIMSOLL_SIMDJSON_SOURCE is the folder
# that holds simdjson.cpp and simdjson.h, `./dev package` fetches Debian's source package) and fmt is used header-only.
option(PLIMSOLL_SELF_CONTAINED "Link everything statically" OFF)
set(PLIMSOLL_SIMDJSON_SOURCE "" CACHE PATH "Folder with simdjson.cpp, for PLIMSOLL_SELF_CONTAINED")

if(PLIMSOLL_SELF_CONTAINED)
  if(NOT EXISTS "${PLIMSOLL_SIMDJSON_SOURCE}/simdjson.cpp")
    message(FATAL_ERROR "PLIMSOLL_SELF_CONTAINED needs PLIMSOLL_SIMDJSON_SOURCE; ./dev package sets both")
  endif()
  add_library(simdjson STATIC "${PLIMSOLL_SIMDJSON_SOURCE}/simdjson.cpp")
  add_library(simdjson::simdjson ALIAS simdjson)
  target_include_directories(simdjson SYSTEM PUBLIC "${PLIMSOLL_SIMDJSON_SOURCE}")
  target_compile_features(simdjson PUBLIC cxx_std_17)
endif()

# Call after find_package: makes every user of fmt compile it in.
function(plimsoll_self_contained_targets)
  if(PLIMSOLL_SELF_CONTAINED)
    set_target_properties(spdlog::spdlog_header_only PROPERTIES INTERFACE_LINK_LIBRARIES
                                                                "Threads::Threads;fmt::fmt-header-only")
  endif()
endfunction()

set(PLIMSOLL_FMT "$<IF:$<BOOL:${PLIMSOLL_SELF_CONTAINED}>,fmt::fmt-header-only,fmt::fmt>")
