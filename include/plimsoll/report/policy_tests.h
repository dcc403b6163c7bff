// Writers for the results of `policy test` and `policy validate`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "plimsoll/finding/policy_tests.h"

namespace plimsoll::report {

struct TestOptions {
  bool color = false;
  bool quiet = false;     // failures and the last line only
  bool verbose = false;   // passes too
  bool coverage = false;  // how often each enforce block gave each verdict
};

struct TestFormat {
  std::string_view name = {};
  std::string_view summary = {};
  std::string (*write)(const TestRun& run, const TestOptions& options) = nullptr;
};
/// text (the default), junit, json.
std::span<const TestFormat> test_formats();
const TestFormat* find_test_format(std::string_view name);

/// For people: per file a line, per failure what was expected and what came, with its place.
std::string write_tests_text(const TestRun& run, const TestOptions& options);
/// JUnit XML as CI systems read it: a suite per file, a case per mock; no times, so that equal runs give equal bytes.
std::string write_tests_junit(const TestRun& run, const TestOptions& options);
std::string write_tests_json(const TestRun& run, const TestOptions& options);

/// What is wrong with policy files, for editors: an array of {level, summary, detail, file, start, end}; lines and
/// columns count from 1, `end` is exclusive.
std::string diagnostics_json(const Diagnostics& diagnostics);

}  // namespace plimsoll::report
