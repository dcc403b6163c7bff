# jemalloc as the target jemalloc::jemalloc, the static library where there is one; it has no CMake package of its own.
find_library(jemalloc_LIBRARY NAMES libjemalloc_pic.a libjemalloc.a jemalloc)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(jemalloc REQUIRED_VARS jemalloc_LIBRARY)
if(jemalloc_FOUND AND NOT TARGET jemalloc::jemalloc)
  find_package(Threads REQUIRED)
  add_library(jemalloc::jemalloc UNKNOWN IMPORTED)
  set_target_properties(jemalloc::jemalloc PROPERTIES IMPORTED_LOCATION "${jemalloc_LIBRARY}" INTERFACE_LINK_LIBRARIES
                                                      "Threads::Threads;${CMAKE_DL_LIBS}")
endif()
