# plimsoll_module(NAME USES TARGET...): the static library plimsoll::NAME from src/NAME/*.cpp, with its public headers in
# include/plimsoll/NAME. A new source file needs no list to be edited.
function(plimsoll_module name)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  file(GLOB headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/plimsoll/${name}/*.h")
  add_library(plimsoll_${name} STATIC ${sources})
  add_library(plimsoll::${name} ALIAS plimsoll_${name})
  target_sources(plimsoll_${name} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${headers})
  target_include_directories(plimsoll_${name} PRIVATE "${PROJECT_SOURCE_DIR}/src/${name}")
  target_link_libraries(plimsoll_${name} PUBLIC ${ARG_USES} PRIVATE plimsoll_options)
  set_target_properties(plimsoll_${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()
