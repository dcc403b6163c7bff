# Nettle (digests; RSA from its part hogweed, which counts with GMP) as the target nettle::nettle.
find_path(nettle_INCLUDE_DIR nettle/sha2.h)
find_library(nettle_LIBRARY NAMES libnettle.a nettle)
find_library(nettle_hogweed_LIBRARY NAMES libhogweed.a hogweed)
find_library(nettle_gmp_LIBRARY NAMES libgmp.a gmp)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(nettle REQUIRED_VARS nettle_LIBRARY nettle_hogweed_LIBRARY nettle_gmp_LIBRARY
                                                       nettle_INCLUDE_DIR)
if(nettle_FOUND AND NOT TARGET nettle::nettle)
  add_library(nettle::nettle UNKNOWN IMPORTED)
  set_target_properties(
    nettle::nettle PROPERTIES IMPORTED_LOCATION "${nettle_hogweed_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES
                              "${nettle_INCLUDE_DIR}" INTERFACE_LINK_LIBRARIES
                              "${nettle_LIBRARY};${nettle_gmp_LIBRARY}")
endif()
