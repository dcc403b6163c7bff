// Regular expressions (RE2, the syntax that Go and Terraform use).
#include "function_families.h"
#include "regex_cache.h"

namespace plimsoll::lang {

namespace {

using Cache = std::shared_ptr<RegexCache>;

bool has_names(const Regex& regex) {
  for (const std::string& name : regex.groups) {
    if (!name.empty()) return true;
  }
  return false;
}

/// "" or why the pattern's groups cannot be returned: Terraform wants all of them named or none.
std::string group_problem(const Regex& regex) {
  if (!has_names(regex)) return "";
  for (const std::string& name : regex.groups) {
    if (name.empty()) return "cannot mix both named and unnamed capture groups in the same pattern";
  }
  return "";
}

Value part_value(std::string_view part) {
  return part.data() == nullptr ? Value() : Value::string(std::string(part));
}

/// A string without groups, a list of unnamed groups, an object of named ones.
Value match_value(const Regex& regex, const Match& match) {
  if (regex.groups.empty()) return part_value(match.front());
  if (has_names(regex)) {
    Members members;
    for (std::size_t i = 0; i < regex.groups.size(); ++i) {
      members.emplace_back(regex.groups[i], part_value(match[i + 1]));
    }
    return Value::object(std::move(members));
  }
  Sequence parts;
  for (std::size_t i = 1; i < match.size(); ++i) parts.push_back(part_value(match[i]));
  return Value::tuple(std::move(parts));
}

Outcome regex_first(const Invocation& call, RegexCache& cache) {
  const std::shared_ptr<const Regex> regex = cache.get(text_of(call, 0));
  if (!regex->error.empty()) return argument_error(call, 0, regex->error);
  if (const std::string problem = group_problem(*regex); !problem.empty()) return argument_error(call, 0, problem);
  const Match match = find_match(*regex, text_of(call, 1));
  if (match.empty()) return call_error(call, "pattern did not match any part of the given string");
  return match_value(*regex, match);
}

Outcome regex_all(const Invocation& call, RegexCache& cache) {
  const std::shared_ptr<const Regex> regex = cache.get(text_of(call, 0));
  if (!regex->error.empty()) return argument_error(call, 0, regex->error);
  if (const std::string problem = group_problem(*regex); !problem.empty()) return argument_error(call, 0, problem);
  Sequence matches;
  for (const Match& match : find_matches(*regex, text_of(call, 1))) matches.push_back(match_value(*regex, match));
  return Value::list(std::move(matches));
}

Outcome regex_match(const Invocation& call, RegexCache& cache) {
  const std::shared_ptr<const Regex> regex = cache.get(text_of(call, 1));
  if (!regex->error.empty()) return argument_error(call, 1, regex->error);
  return Value::boolean(!find_match(*regex, text_of(call, 0)).empty());
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The group that `$name` or `${name}` means in a replacement; text of nothing when there is no such group.
std::string_view group_text(std::string_view name, const Regex& regex, const Match& match) {
  if (!name.empty() && name.size() < 4 && name.find_first_not_of("0123456789") == std::string_view::npos) {
    const auto index = static_cast<std::size_t>(std::stoul(std::string(name)));
    return index < match.size() ? match[index] : std::string_view();
  }
  for (std::size_t i = 0; i < regex.groups.size(); ++i) {
    if (regex.groups[i] == name && match[i + 1].data() != nullptr) return match[i + 1];
  }
  return {};
}

/// Appends Go's replacement template: `$1`, `${1}`, `$name`, `$$`; a name is as long as letters, digits and _ go.
void expand(std::string_view replacement, const Regex& regex, const Match& match, std::string& out) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '$' || i + 1 == replacement.size()) {
      out += replacement[i];
      continue;
    }
    const bool braced = replacement[i + 1] == '{';
    const std::size_t begin = i + (braced ? 2 : 1);
    std::size_t end = begin;
    while (end < replacement.size() && is_word(replacement[end])) ++end;
    if (replacement[i + 1] == '$') {
      out += '$';
      ++i;
    } else if (end == begin || (braced && (end == replacement.size() || replacement[end] != '}'))) {
      out += '$';
    } else {
      out += group_text(replacement.substr(begin, end - begin), regex, match);
      i = braced ? end : end - 1;
    }
  }
}

Outcome replace_matches(const Invocation& call, const Regex& regex) {
  const std::string& text = text_of(call, 0);
  std::string out;
  std::size_t copied = 0;
  for (const Match& match : find_matches(regex, text)) {
    const auto at = static_cast<std::size_t>(match.front().data() - text.data());
    out.append(text, copied, at - copied);
    expand(text_of(call, 2), regex, match, out);
    copied = at + match.front().size();
    if (out.size() > kMaxTextSize) return result_too_large(call);
  }
  out.append(text, copied);
  return Value::string(std::move(out));
}

Outcome replace_text(const Invocation& call) {
  const std::string& text = text_of(call, 0);
  const std::string& old = text_of(call, 1);
  const std::string& with = text_of(call, 2);
  std::string out;
  std::size_t at = 0;
  if (old.empty()) {  // before every character and at the end
    for (; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) out += with;
      out += text[at];
      if (out.size() > kMaxTextSize) return result_too_large(call);
    }
    return Value::string(out + with);
  }
  while (true) {
    const std::size_t found = text.find(old, at);
    if (found == std::string::npos) break;
    out.append(text, at, found - at);
    out += with;
    at = found + old.size();
    if (out.size() > kMaxTextSize) return result_too_large(call);
  }
  out.append(text, at);
  return Value::string(std::move(out));
}

/// A pattern between slashes is a regular expression.
Outcome replace(const Invocation& call, RegexCache& cache) {
  const std::string& old = text_of(call, 1);
  if (old.size() < 2 || old.front() != '/' || old.back() != '/') return replace_text(call);
  const std::shared_ptr<const Regex> regex = cache.get(old.substr(1, old.size() - 2));
  if (!regex->error.empty()) return argument_error(call, 1, regex->error);
  return replace_matches(call, *regex);
}

}  // namespace

std::vector<Function> regex_functions() {
  // The programs live as long as the functions do, and are shared by all of them.
  const Cache cache = std::make_shared<RegexCache>();
  const auto with_cache = [cache](Outcome (*function)(const Invocation&, RegexCache&)) {
    return [cache, function](const Invocation& call) { return function(call, *cache); };
  };
  return {
      {.name = "regex",
       .parameters = {{.name = "pattern", .kind = Kind::kString}, {.name = "string", .kind = Kind::kString}},
       .summary = "The first match of a pattern: a string, a list of its groups, or an object of its named groups; an "
                  "error when there is none.",
       .implementation = with_cache(regex_first)},
      {.name = "regexall",
       .parameters = {{.name = "pattern", .kind = Kind::kString}, {.name = "string", .kind = Kind::kString}},
       .summary = "Every match of a pattern, each as regex() gives it.",
       .implementation = with_cache(regex_all)},
      {.name = "regex_match",
       .parameters = {{.name = "string", .kind = Kind::kString}, {.name = "pattern", .kind = Kind::kString}},
       .summary = "Whether any part of a string matches a pattern. Unlike regex(), the string comes first.",
       .implementation = with_cache(regex_match),
       .policy_only = true},
      {.name = "replace",
       .parameters = {{.name = "str", .kind = Kind::kString},
                      {.name = "substr", .kind = Kind::kString},
                      {.name = "replace", .kind = Kind::kString}},
       .summary = "A string with every occurrence of a text, or of a /pattern/, replaced; $1 and ${name} stand for "
                  "groups.",
       .implementation = with_cache(replace),
       .portable = false},
  };
}

}  // namespace plimsoll::lang
