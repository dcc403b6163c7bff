#include <fmt/format.h>

#include <array>

#include "plimsoll/base/text.h"
#include "plimsoll/report/policy_tests.h"

namespace plimsoll::report {
namespace {

struct Palette {
  std::string_view pass = {};
  std::string_view fail = {};
  std::string_view skip = {};
  std::string_view dim = {};
  std::string_view off = {};
};

Palette palette(bool color) {
  if (!color) return {};
  return {.pass = "\x1b[32m", .fail = "\x1b[1;31m", .skip = "\x1b[33m", .dim = "\x1b[2m", .off = "\x1b[0m"};
}

std::string indented(const std::string& text, std::string_view indent) {
  std::string out;
  for (const std::string& line : split(text, '\n')) {
    if (!line.empty()) out += fmt::format("{}{}\n", indent, line);
  }
  return out;
}

class TextReport {
 public:
  explicit TextReport(const TestOptions& options) : options_(options), colors_(palette(options.color)) {}

  std::string write(const TestRun& run) {
    for (const TestFileResult& file : run.files) write_file(file);
    if (options_.coverage) write_coverage(coverage(run));
    write_summary(run);
    return std::move(out_);
  }

 private:
  void write_file(const TestFileResult& file) {
    const TestCounts counts = count(file);
    if (options_.quiet && counts.failed + counts.broken_files == 0) return;
    out_ += fmt::format("{}: {}\n", printable(file.file), has_errors(file.errors) ? broken() : summary(counts));
    out_ += indented(render(file.errors, options_.color), "  ");
    for (const TestCase& test : file.cases) write_case(test, file.file);
  }

  std::string broken() const { return fmt::format("{}cannot be run{}", colors_.fail, colors_.off); }

  std::string summary(const TestCounts& counts) const {
    std::string text;
    const auto add = [&](std::size_t n, std::string_view word, std::string_view color) {
      if (n == 0) return;
      text += fmt::format("{}{}{} {}{}", text.empty() ? "" : ", ", color, n, word, colors_.off);
    };
    add(counts.passed, "passed", colors_.pass);
    add(counts.failed, "failed", colors_.fail);
    add(counts.skipped, "skipped", colors_.skip);
    return text.empty() ? "no test" : text;
  }

  void write_case(const TestCase& test, const std::string& file) {
    const std::string place = fmt::format("{}{}:{}{}", colors_.dim, printable(file), test.line, colors_.off);
    const std::string name = printable(test.name);
    if (test.status == TestStatus::kFail) {
      out_ += fmt::format("  {}FAIL{}  {}  {}\n", colors_.fail, colors_.off, name, place);
      out_ += fmt::format("    {}\n", printable(test.message));
      if (!test.expected.empty()) out_ += fmt::format("    expected: {}\n", printable(test.expected));
      if (!test.actual.empty()) out_ += fmt::format("    got:      {}\n", printable(test.actual));
      out_ += indented(render(test.diagnostics, options_.color), "    ");
      return;
    }
    if (options_.quiet) return;
    if (test.status == TestStatus::kSkip && (options_.verbose || !test.message.empty())) {
      out_ += fmt::format("  {}skip{}  {}{}\n", colors_.skip, colors_.off, name, because(test.message));
    } else if (test.status == TestStatus::kPass && (options_.verbose || !test.note.empty())) {
      out_ += fmt::format("  {}pass{}  {}{}\n", colors_.pass, colors_.off, name, because(test.note));
    }
  }

  static std::string because(const std::string& text) { return text.empty() ? "" : "  note: " + printable(text); }

  void write_coverage(const std::vector<EnforceCoverage>& blocks) {
    out_ += "\nCoverage of enforce blocks\n";
    out_ += "    pass    fail  unknown     n/a\n";
    for (const EnforceCoverage& block : blocks) {
      out_ += fmt::format("{:>8}{:>8}{:>9}{:>8}  {}:{} {}\n", block.pass, block.fail, block.unknown,
                          block.not_applicable, printable(block.file), block.line, printable(block.policy));
    }
    list("Never denied anything:", blocks, [](const EnforceCoverage& block) { return block.fail == 0; });
    list("Never allowed anything:", blocks, [](const EnforceCoverage& block) { return block.pass == 0; });
  }

  template <typename Wanted>
  void list(std::string_view title, const std::vector<EnforceCoverage>& blocks, Wanted wanted) {
    bool first = true;
    for (const EnforceCoverage& block : blocks) {
      if (!wanted(block)) continue;
      if (first) out_ += fmt::format("{}\n", title);
      first = false;
      out_ += fmt::format("  {}:{} {}\n", printable(block.file), block.line, printable(block.policy));
    }
  }

  void write_summary(const TestRun& run) {
    const TestCounts counts = count(run);
    if (options_.coverage) out_ += "\n";
    out_ += fmt::format("{} passed, {} failed, {} skipped in {} file{}", counts.passed, counts.failed, counts.skipped,
                        run.files.size(), run.files.size() == 1 ? "" : "s");
    if (counts.broken_files > 0) out_ += fmt::format("; {} could not be run", counts.broken_files);
    out_ += "\n";
  }

  const TestOptions& options_;
  Palette colors_;
  std::string out_ = {};
};

constexpr std::array kFormats = {
    TestFormat{.name = "text", .summary = "for people", .write = write_tests_text},
    TestFormat{.name = "junit", .summary = "JUnit XML, for CI systems", .write = write_tests_junit},
    TestFormat{.name = "json", .summary = "for programs", .write = write_tests_json},
};

}  // namespace

std::string write_tests_text(const TestRun& run, const TestOptions& options) {
  return TextReport(options).write(run);
}

std::span<const TestFormat> test_formats() {
  return kFormats;
}

const TestFormat* find_test_format(std::string_view name) {
  for (const TestFormat& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace plimsoll::report
