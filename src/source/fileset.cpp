#include "fileset.h"

#include <algorithm>
#include <set>

#include "plimsoll/base/text.h"

namespace plimsoll::source {
namespace {

constexpr std::size_t kMaxEntries = 20'000;
constexpr std::size_t kMaxPatterns = 256;
constexpr std::size_t kMaxPattern = 1'000;
constexpr std::size_t kMaxDepth = 64;

/// The end of the code point that begins at `at`.
std::size_t after_code_point(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

/// Where the braces that open at `open` close, and the commas between.
struct Braces {
  std::vector<std::size_t> commas = {};
  std::size_t close = std::string::npos;
};

Braces braces_at(std::string_view pattern, std::size_t open) {
  Braces braces;
  int depth = 0;
  for (std::size_t i = open; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '{') {
      ++depth;
    } else if (pattern[i] == ',' && depth == 1) {
      braces.commas.push_back(i);
    } else if (pattern[i] == '}' && --depth == 0) {
      braces.close = i;
      return braces;
    }
  }
  return braces;
}

/// Every pattern that one with alternatives stands for; false when it is broken or stands for too many.
bool expand_braces(const std::string& pattern, std::vector<std::string>& out) {
  std::size_t open = 0;
  while (open < pattern.size() && pattern[open] != '{') open += pattern[open] == '\\' ? 2 : 1;
  if (open >= pattern.size()) {
    out.push_back(pattern);
    return out.size() <= kMaxPatterns;
  }
  const Braces braces = braces_at(pattern, open);
  if (braces.close == std::string::npos) return false;
  std::size_t begin = open + 1;
  std::vector<std::size_t> ends = braces.commas;
  ends.push_back(braces.close);
  for (const std::size_t end : ends) {
    const std::string one = pattern.substr(0, open) + pattern.substr(begin, end - begin);
    if (!expand_braces(one + pattern.substr(braces.close + 1), out)) return false;
    begin = end + 1;
  }
  return true;
}

/// Whether a character is in the class that begins behind `[`; `at` moves behind its `]`. Nullopt for a broken class.
std::optional<bool> in_class(std::string_view pattern, std::size_t& at, std::string_view character) {
  const bool negated = at < pattern.size() && (pattern[at] == '^' || pattern[at] == '!');
  if (negated) ++at;
  bool found = false;
  const auto next = [&] {
    if (at < pattern.size() && pattern[at] == '\\') ++at;
    const std::size_t end = std::min(after_code_point(pattern, at), pattern.size());
    const std::string_view one = at < pattern.size() ? pattern.substr(at, end - at) : std::string_view();
    at = end;
    return one;
  };
  for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
    const std::string_view low = next();
    std::string_view high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      high = next();
    }
    found = found || (low <= character && character <= high);  // UTF-8 sorts as its code points do
  }
  if (at >= pattern.size()) return std::nullopt;
  ++at;
  return found != negated;
}

/// Whether a name matches one step of a pattern. Goes back to the last `*` only, which bounds the work.
bool matches_name(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string::npos;
  std::size_t star_name = 0;
  while (n < name.size()) {
    const std::size_t next = after_code_point(name, n);
    const std::string_view character = name.substr(n, next - n);
    std::size_t end = p;
    bool same = false;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_name = n;
      continue;
    }
    if (p < pattern.size() && pattern[p] == '[') {
      end = p + 1;
      same = in_class(pattern, end, character).value_or(false);
    } else if (p < pattern.size()) {
      if (pattern[p] == '\\' && p + 1 < pattern.size()) ++p;
      end = after_code_point(pattern, p);
      same = pattern[p] == '?' || pattern.substr(p, end - p) == character;
    }
    if (same) {
      p = end;
      n = next;
    } else if (star != std::string::npos) {
      p = star + 1;
      star_name = after_code_point(name, star_name);
      n = star_name;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

class Search {
 public:
  Search(const FileSystem& files, std::vector<std::string> steps) : files_(files), steps_(std::move(steps)) {}

  bool complete = true;  // false once something was met that must not be followed
  std::set<std::string> found = {};

  void in(const std::string& directory, const std::string& prefix, std::size_t step, std::size_t depth) {
    if (!complete || step >= steps_.size()) return;
    if (depth > kMaxDepth) return give_up();
    const bool any_depth = steps_[step] == "**";
    const bool is_last = step + 1 == steps_.size();
    if (any_depth && !is_last) in(directory, prefix, step + 1, depth);
    const Result<std::vector<std::string>> names = files_.list(directory);
    if (!names) return give_up();
    for (const std::string& name : *names) {
      if (++entries_ > kMaxEntries) return give_up();
      if (!any_depth && !matches_name(steps_[step], name)) continue;
      const std::string path = join_path(directory, name);
      if (is_link(directory, path, name)) return give_up();
      if (is_last && files_.is_file(path)) found.insert(prefix + name);
      if (files_.is_directory(path)) in(path, prefix + name + "/", any_depth ? step : step + 1, depth + 1);
    }
  }

 private:
  void give_up() { complete = false; }

  bool is_link(const std::string& directory, const std::string& path, const std::string& name) const {
    const std::string real = files_.canonical(path);
    return !real.empty() && real != join_path(files_.canonical(directory), name);
  }

  const FileSystem& files_;
  std::vector<std::string> steps_;
  std::size_t entries_ = 0;
};

/// The names between the slashes; nullopt for a pattern that leads elsewhere.
std::optional<std::vector<std::string>> steps_of(const std::string& pattern) {
  std::vector<std::string> steps;
  if (pattern.starts_with('/') || pattern.starts_with('~')) return std::nullopt;
  for (const std::string& step : split(pattern, '/')) {
    if (step == "..") return std::nullopt;
    if (!step.empty() && step != ".") steps.push_back(step);
  }
  return steps;
}

}  // namespace

std::optional<std::vector<std::string>> matching_files(const FileSystem& files, const std::string& directory,
                                                       std::string_view pattern) {
  std::vector<std::string> patterns;
  if (pattern.size() > kMaxPattern || !expand_braces(std::string(pattern), patterns)) return std::nullopt;
  std::set<std::string> all;
  for (const std::string& one : patterns) {
    const std::optional<std::vector<std::string>> steps = steps_of(one);
    if (!steps) return std::nullopt;
    Search search(files, *steps);
    search.in(directory, "", 0, 0);
    if (!search.complete) return std::nullopt;
    all.merge(search.found);
  }
  return std::vector<std::string>(all.begin(), all.end());
}

}  // namespace plimsoll::source
