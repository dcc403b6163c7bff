# Writes OUTPUT, which defines plimsoll::analysis::builtin_policy_files() from the files in POLICIES. Raw string literals are
# cut into pieces because compilers may limit their length (64 kB is the smallest limit in use).
set(body "")
foreach(file IN LISTS POLICIES)
  file(READ "${file}" text)
  get_filename_component(name "${file}" NAME)
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 12000 piece)
    string(APPEND pieces "R\"POLICY(${piece})POLICY\"\n")
    math(EXPR at "${at} + 12000")
  endwhile()
  string(APPEND body "    {\"${name}\", ${pieces}},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from policies/ by cmake/EmbedPolicies.cmake.
#include \"plimsoll/analysis/builtin.h\"

namespace plimsoll::analysis {

std::vector<EmbeddedFile> builtin_policy_files() {
  return {
${body}  };
}

}  // namespace plimsoll::analysis
")
