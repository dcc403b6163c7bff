// The families of core functions; core_functions() puts them together under core::. Names here are bare.
#pragma once

#include "internal.h"
#include "marks.h"
#include "plimsoll/lang/functions.h"
#include "size_limits.h"
#include "type.h"

namespace plimsoll::lang {

std::vector<Function> control_functions();     // try, can, sensitive, type
std::vector<Function> conversion_functions();  // tostring, tolist, …
std::vector<Function> collection_functions();  // length, contains, …
std::vector<Function> sequence_functions();    // concat, slice, …
std::vector<Function> mapping_functions();     // keys, merge, …
std::vector<Function> set_functions();         // setunion, setproduct, …
std::vector<Function> text_functions();        // split, trimspace, …
std::vector<Function> case_functions();        // upper, title, …
std::vector<Function> regex_functions();       // regex, replace, …
std::vector<Function> format_functions();      // format, formatlist
std::vector<Function> number_functions();      // abs, parseint, …
std::vector<Function> version_functions();     // semverconstraint, semvercmp
std::vector<Function> time_functions();        // timeadd, timecmp, formatdate
std::vector<Function> encoding_functions();    // jsondecode, valuetostring, …
std::vector<Function> binary_functions();      // base64encode, textencodebase64, …
std::vector<Function> digest_functions();      // md5, uuidv5, rsadecrypt, …
std::vector<Function> network_functions();     // cidrsubnet, …
std::vector<Function> document_functions();    // csvdecode, yamldecode, …
std::vector<Function> template_functions();    // templatestring
std::vector<Function> path_functions();        // basename, dirname
std::vector<Function> run_functions();         // timestamp, uuid, …: what a plan alone does not decide

/// Functions of Terraform's own language that know more of values that are known in part; under their bare names, in
/// place of others.
std::vector<Function> leaf_by_leaf_functions();

/// A function of strings that the policy language does not document.
inline Function string_function(std::string name, std::vector<std::string> parameters, std::string summary,
                                std::function<Outcome(const Invocation&)> implementation) {
  Function function{.name = std::move(name),
                    .summary = std::move(summary),
                    .implementation = std::move(implementation),
                    .portable = false};
  for (std::string& parameter : parameters) {
    function.parameters.push_back({.name = std::move(parameter), .kind = Kind::kString});
  }
  return function;
}

/// The text of an argument that the table declares as a string.
inline const std::string& text_of(const Invocation& call, std::size_t i) {
  return call.arguments[i].as_string();
}
/// The number of an argument as a whole number, or nullopt when it is none or does not fit.
inline std::optional<std::int64_t> whole_of(const Invocation& call, std::size_t i) {
  const Number& number = call.arguments[i].as_number();
  if (!number.is_integer()) return std::nullopt;
  return number.integer();
}
/// A failure of the whole evaluation: the result would be beyond the limits.
inline Outcome result_too_large(const Invocation& call) {
  if (call.context == nullptr || call.call == nullptr) return too_large({});
  return too_large(range_in(*call.context, call.call->name_range));
}

}  // namespace plimsoll::lang
