// RE2 with limits, its programs kept for the run.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace plimsoll::lang {

/// One match: the parts of the text, the whole match first; `data() == nullptr` for a group that took no part.
using Match = std::vector<std::string_view>;

struct Regex {
  std::shared_ptr<const re2::RE2> program = nullptr;
  std::string error = {};                // "" or why the pattern cannot be used; never quotes it
  std::vector<std::string> groups = {};  // names of the groups, "" for one without a name
};

/// The first match that begins at or after `begin`; empty when there is none.
Match find_match(const Regex& regex, std::string_view text, std::size_t begin = 0);
/// Every match that does not overlap with the one before, as Go's FindAll gives them.
std::vector<Match> find_matches(const Regex& regex, std::string_view text);

/// Compiled patterns by text; safe to use from several threads. Keeps a bounded number of them.
class RegexCache {
 public:
  RegexCache();
  ~RegexCache();
  RegexCache(const RegexCache&) = delete;
  RegexCache& operator=(const RegexCache&) = delete;
  std::shared_ptr<const Regex> get(const std::string& pattern);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plimsoll::lang
