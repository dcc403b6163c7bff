#include "regex_cache.h"

#include <re2/re2.h>

#include <mutex>
#include <unordered_map>

#include "plimsoll/lang/pattern.h"

namespace plimsoll::lang {

namespace {

constexpr std::int64_t kMaxProgramBytes = 4 << 20;
constexpr std::size_t kMaxCached = 512;

/// In words of our own: RE2's message quotes the pattern, which may be sensitive.
std::string problem_of(re2::RE2::ErrorCode code) {
  switch (code) {
    case re2::RE2::ErrorBadEscape:
      return "invalid escape sequence in the regular expression";
    case re2::RE2::ErrorBadCharClass:
    case re2::RE2::ErrorBadCharRange:
      return "invalid character class in the regular expression";
    case re2::RE2::ErrorMissingBracket:
      return "missing closing ] in the regular expression";
    case re2::RE2::ErrorMissingParen:
      return "missing closing ) in the regular expression";
    case re2::RE2::ErrorUnexpectedParen:
      return "unexpected ) in the regular expression";
    case re2::RE2::ErrorTrailingBackslash:
      return "trailing backslash at the end of the regular expression";
    case re2::RE2::ErrorRepeatArgument:
    case re2::RE2::ErrorRepeatOp:
      return "missing argument to a repetition operator in the regular expression";
    case re2::RE2::ErrorRepeatSize:
      return "invalid repeat count in the regular expression";
    case re2::RE2::ErrorBadPerlOp:
      return "lookaround and other Perl operators do not exist in RE2";
    case re2::RE2::ErrorBadNamedCapture:
      return "invalid named group in the regular expression";
    case re2::RE2::ErrorPatternTooLarge:
      return "the regular expression is too large";
    default:
      return "invalid regular expression";
  }
}

re2::RE2::Options quiet_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxProgramBytes);
  return options;
}

std::shared_ptr<const Regex> compile(const std::string& pattern) {
  auto program = std::make_shared<const re2::RE2>(pattern, quiet_options());
  Regex regex;
  if (!program->ok()) {
    regex.error = problem_of(program->error_code());
    return std::make_shared<const Regex>(std::move(regex));
  }
  regex.groups.resize(static_cast<std::size_t>(program->NumberOfCapturingGroups()));
  for (const auto& [index, name] : program->CapturingGroupNames()) {
    regex.groups[static_cast<std::size_t>(index) - 1] = name;
  }
  regex.program = std::move(program);
  return std::make_shared<const Regex>(std::move(regex));
}

std::size_t rune_length(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0U) == 0x80U) ++length;
  return length;
}

}  // namespace

std::optional<PatternProblem> pattern_problem(const std::string& pattern) {
  const re2::RE2 program(pattern, quiet_options());
  if (program.ok()) return std::nullopt;
  PatternProblem problem = {.reason = problem_of(program.error_code())};
  const std::string& part = program.error_arg();
  const std::size_t at = part.empty() ? std::string::npos : pattern.find(part);
  if (at != std::string::npos) {
    problem.offset = at;
    problem.length = part.size();
  }
  return problem;
}

Match find_match(const Regex& regex, std::string_view text, std::size_t begin) {
  std::vector<re2::StringPiece> parts(regex.groups.size() + 1);
  const re2::StringPiece piece(text.data(), text.size());
  if (!regex.program->Match(piece, begin, text.size(), re2::RE2::UNANCHORED, parts.data(),
                            static_cast<int>(parts.size()))) {
    return {};
  }
  Match match;
  match.reserve(parts.size());
  for (const re2::StringPiece& part : parts) match.emplace_back(part.data(), part.size());
  return match;
}

std::vector<Match> find_matches(const Regex& regex, std::string_view text) {
  std::vector<Match> matches;
  std::size_t begin = 0;
  const char* previous_end = nullptr;
  while (begin <= text.size()) {
    Match match = find_match(regex, text, begin);
    if (match.empty()) break;
    const char* at = match.front().data();
    const char* end = at + match.front().size();
    const auto end_offset = static_cast<std::size_t>(end - text.data());
    // An empty match right behind the one before does not count.
    const bool counts = !match.front().empty() || at != previous_end;
    begin = match.front().empty() ? end_offset + (end_offset < text.size() ? rune_length(text, end_offset) : 1)
                                  : end_offset;
    previous_end = end;
    if (counts) matches.push_back(std::move(match));
  }
  return matches;
}

struct RegexCache::State {
  std::mutex mutex;
  std::unordered_map<std::string, std::shared_ptr<const Regex>> programs;
};

RegexCache::RegexCache() : state_(std::make_unique<State>()) {}
RegexCache::~RegexCache() = default;

std::shared_ptr<const Regex> RegexCache::get(const std::string& pattern) {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  const auto found = state_->programs.find(pattern);
  if (found != state_->programs.end()) return found->second;
  if (state_->programs.size() >= kMaxCached) state_->programs.clear();
  return state_->programs.emplace(pattern, compile(pattern)).first->second;
}

}  // namespace plimsoll::lang
