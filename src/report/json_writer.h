// A forward-only JSON writer. A document tree costs 0.2 s and 140 MB for 50,000 findings, more than reading the plan.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::report {

/// Appends a JSON string literal. The result is ASCII-safe where it matters: invalid UTF-8 becomes U+FFFD; control
/// characters, bidirectional overrides and the start of a CI agent's command (`##[`, `##vso[`) are written as \u
/// escapes.
void append_json_string(std::string& out, std::string_view text);

/// Writes values in document order; puts commas, indentation and closing brackets. A container is written on one line
/// or with a line per member.
class JsonWriter {
 public:
  enum class Layout : std::uint8_t { kLines, kInline };

  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& key(std::string_view name);
  void begin_object(Layout layout = Layout::kInline) { begin('{', layout); }
  void begin_array(Layout layout = Layout::kInline) { begin('[', layout); }
  void end();
  void text(std::string_view value);
  void number(std::uint64_t value);
  void boolean(bool value);
  void null();

 private:
  struct Container {
    char close = '}';
    Layout layout = Layout::kInline;
    bool empty = true;
  };
  void begin(char open, Layout layout);
  void before_value();
  void new_line();

  std::string& out_;
  std::vector<Container> open_ = {};
  bool after_key_ = false;
};

/// An array of strings on one line.
void write_texts(JsonWriter& json, const std::vector<std::string>& texts);

}  // namespace plimsoll::report
