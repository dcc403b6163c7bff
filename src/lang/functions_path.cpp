// Paths as text; nothing here looks at a file system.
#include "function_families.h"

namespace plimsoll::lang {

namespace {

/// The shortest path of the same meaning, as Go's filepath.Clean has it.
std::string clean(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    const bool climbs = part == "..";
    if (climbs && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (!climbs || !rooted) {
      parts.push_back(part);
    }
  }
  std::string out = rooted ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

Outcome dirname(const Invocation& call) {
  const std::string_view path = text_of(call, 0);
  const std::size_t slash = path.rfind('/');
  return Value::string(clean(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1)));
}

Outcome basename(const Invocation& call) {
  std::string_view path = text_of(call, 0);
  if (path.empty()) return Value::string(".");
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (path.empty()) return Value::string("/");
  const std::size_t slash = path.rfind('/');
  return Value::string(std::string(slash == std::string_view::npos ? path : path.substr(slash + 1)));
}

}  // namespace

std::vector<Function> path_functions() {
  return {
      string_function("basename", {"path"}, "The last part of a path.", basename),
      string_function("dirname", {"path"}, "A path without its last part.", dirname),
  };
}

}  // namespace plimsoll::lang
