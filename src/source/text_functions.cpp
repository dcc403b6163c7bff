#include "text_functions.h"

#include <algorithm>
#include <array>
#include <functional>

namespace plimsoll::source {
namespace {

using lang::Function;
using lang::Invocation;
using lang::Outcome;

constexpr std::string_view kSpace = " \t\r\n";

/// What is known of a text; nullopt for what is no text.
std::optional<Text> pieces_of(const Value& value, const Texts& texts) {
  if (const Text* text = texts.find(value)) return *text;
  if (value.is_unknown()) {
    Piece hole{.origin = value.origin(), .hole = value};
    if (value.decoded() != nullptr) hole.json = *value.decoded();
    return Text{std::move(hole)};
  }
  if (value.is_string()) return Text{Piece{.text = value.as_string(), .origin = value.origin()}};
  return std::nullopt;
}

void append(Text& out, const Text& pieces) {
  out.insert(out.end(), pieces.begin(), pieces.end());
}

/// Bytes [begin, end) of a piece that is no hole.
Piece part(const Piece& piece, std::size_t begin, std::size_t end) {
  Piece result{.text = piece.text.substr(begin, end - begin), .file = piece.file, .origin = piece.origin};
  result.base = piece.base + static_cast<std::uint32_t>(begin);
  if (!piece.places.empty()) {
    const auto first = piece.places.begin() + static_cast<std::ptrdiff_t>(begin);
    result.places.assign(first, piece.places.begin() + static_cast<std::ptrdiff_t>(end) + 1);
  }
  return result;
}

bool has_holes(const Text& text) {
  return std::ranges::any_of(text, [](const Piece& piece) { return piece.hole.has_value(); });
}

/// Whether the pieces make up the text, as far as they are bytes.
bool spells(const Text& pieces, const Value& value) {
  if (!value.is_string() || has_holes(pieces)) return value.is_string();
  std::string text;
  for (const Piece& piece : pieces) text += piece.text;
  return text == value.as_string();
}

/// What a call gives of its arguments' pieces; nullopt where that cannot be told.
using Assemble = std::function<std::optional<Text>(const Invocation& call, const Texts& texts)>;

/// A function whose result is remembered in pieces. One with unknown arguments is unknown, and what it is made from
/// says more.
void remember(lang::FunctionTable& functions, Texts& texts, const std::string& name, Assemble assemble) {
  const Function* found = functions.find(name);
  if (found == nullptr) return;
  Function function = *found;
  function.traits.allows_unknown = true;
  function.traits.deep_unknown = false;
  function.implementation = [inner = found->implementation, assemble = std::move(assemble),
                             &texts](const Invocation& call) -> Outcome {
    std::vector<std::string> because;
    for (const Value& argument : call.arguments) {
      if (!argument.is_wholly_known()) because = merge_causes(because, argument.all_unknown_because());
    }
    const bool known = std::ranges::all_of(call.arguments, [](const Value& v) { return v.is_wholly_known(); });
    Outcome result = known ? inner(call) : Outcome(Value::unknown(std::move(because)));
    const bool says_more = !known || std::ranges::any_of(call.arguments, [&texts](const Value& argument) {
      if (texts.find(argument) != nullptr) return true;
      return argument.is_sequence() && std::ranges::any_of(argument.elements(), [&texts](const Value& element) {
               return texts.find(element) != nullptr;
             });
    });
    if (!result.ok() || !says_more) return result;
    std::optional<Text> text = assemble(call, texts);
    if (!text || (known && !spells(*text, result.value()))) return result;
    Value value = std::move(result).take();
    if (value.is_unknown()) {
      if (std::optional<Value> decoded = decode(*text)) value = Value::unknown_json(*std::move(decoded));
    }
    texts.remember(value, *std::move(text));
    return value;
  };
  functions.add(std::move(function));
}

std::optional<Text> joined(const Invocation& call, const Texts& texts) {
  if (call.arguments.empty() || !call.arguments[0].is_string()) return std::nullopt;
  const std::string& separator = call.arguments[0].as_string();
  Text pieces;
  bool first = true;
  const auto add = [&](const Text& text) {
    if (!first) pieces.push_back({.text = separator});
    first = false;
    append(pieces, text);
  };
  for (const Value& list : call.arguments.subspan(1)) {
    const PartialList* known = list.known_list();
    if (!list.is_sequence() && !list.is_unknown()) return std::nullopt;
    Sequence elements = list.is_sequence() ? list.elements() : known != nullptr ? known->first : Sequence{};
    const std::size_t rest = elements.size();
    if (known != nullptr) elements.insert(elements.end(), known->further.begin(), known->further.end());
    // Any number of texts with separators between them: those must not end what they stand in.
    if (list.is_unknown() && separator.find('"') != std::string::npos) return std::nullopt;
    for (std::size_t i = 0; i <= elements.size(); ++i) {
      if (list.is_unknown() && i == rest)
        add({Piece{.origin = list.origin(), .hole = Value::unknown(list.unknown_because())}});
      if (i == elements.size()) break;
      const std::optional<Text> text = pieces_of(elements[i], texts);
      if (!text) return std::nullopt;
      add(*text);
    }
  }
  return pieces;
}

/// Of the verbs only plain ones: %s and %v of text, %d, %t and %v of what is no text.
std::optional<Text> formatted(const Invocation& call, const Texts& texts) {
  if (call.arguments.empty() || !call.arguments[0].is_string()) return std::nullopt;
  const std::string& format = call.arguments[0].as_string();
  Text pieces;
  std::size_t argument = 1;
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t percent = std::min(format.find('%', at), format.size());
    if (percent > at) pieces.push_back({.text = format.substr(at, percent - at)});
    if (percent == format.size()) break;
    const char verb = percent + 1 < format.size() ? format[percent + 1] : '\0';
    at = percent + 2;
    if (verb == '%') {
      pieces.push_back({.text = "%"});
      continue;
    }
    if (argument >= call.arguments.size()) return std::nullopt;
    const Value& value = call.arguments[argument++];
    const bool shows_number = (verb == 'd' || verb == 'v') && value.is_number() && value.as_number().is_integer();
    const bool shows_bool = (verb == 't' || verb == 'v') && value.is_bool();
    if (shows_number) {
      pieces.push_back({.text = value.as_number().to_string(), .origin = value.origin()});
    } else if (shows_bool) {
      pieces.push_back({.text = value.as_bool() ? "true" : "false", .origin = value.origin()});
    } else if (verb == 's' || verb == 'v' || (value.is_unknown() && (verb == 'd' || verb == 't'))) {
      const std::optional<Text> text = pieces_of(value, texts);
      if (!text) return std::nullopt;
      append(pieces, *text);
    } else {
      return std::nullopt;
    }
  }
  return argument == call.arguments.size() ? std::optional(std::move(pieces)) : std::nullopt;
}

Text trimmed_end(Text text, std::string_view cutset) {
  while (!text.empty() && !text.back().hole) {
    const std::size_t last = text.back().text.find_last_not_of(cutset);
    if (last != std::string::npos) {
      text.back() = part(text.back(), 0, last + 1);
      break;
    }
    text.pop_back();
  }
  return text;
}

std::optional<Text> chomped(const Invocation& call, const Texts& texts) {
  const std::optional<Text> text = pieces_of(call.arguments[0], texts);
  return text ? std::optional(trimmed_end(*text, "\r\n")) : std::nullopt;
}

/// Of white space the kinds that JSON knows.
std::optional<Text> trimmed(const Invocation& call, const Texts& texts) {
  const std::optional<Text> text = pieces_of(call.arguments[0], texts);
  if (!text) return std::nullopt;
  Text pieces = trimmed_end(*text, kSpace);
  while (!pieces.empty() && !pieces.front().hole) {
    Piece& front = pieces.front();
    const std::size_t first = front.text.find_first_not_of(kSpace);
    if (first != std::string::npos) {
      front = part(front, first, front.text.size());
      break;
    }
    pieces.erase(pieces.begin());
  }
  return pieces;
}

/// Known pieces that follow one another, as one text.
struct Run {
  std::string text = {};
  std::vector<const Piece*> pieces = {};

  void append_to(Text& out, std::size_t begin, std::size_t end) const {
    std::size_t at = 0;
    for (const Piece* piece : pieces) {
      const std::size_t size = piece->text.size();
      const std::size_t from = std::clamp(begin, at, at + size) - at;
      const std::size_t to = std::clamp(end, at, at + size) - at;
      if (to > from) out.push_back(part(*piece, from, to));
      at += size;
    }
  }
};

/// Whether the beginning or the end of `searched` stands at an end of the text, where an unknown text goes on.
bool may_cross(std::string_view text, std::string_view searched, bool hole_before, bool hole_after) {
  for (std::size_t n = 1; n < searched.size(); ++n) {
    if (hole_after && text.ends_with(searched.substr(0, n))) return true;
    if (hole_before && text.starts_with(searched.substr(searched.size() - n))) return true;
  }
  return false;
}

/// One text for another, no pattern. What is unknown may hold the text too: it stays unknown, and what is put into it
/// must not be able to end the string around it.
std::optional<Text> replaced(const Invocation& call, const Texts& texts) {
  const Value& searched_value = call.arguments[1];
  if (!searched_value.is_string() || searched_value.as_string().empty()) return std::nullopt;
  const std::string& searched = searched_value.as_string();
  if (searched.size() > 1 && searched.starts_with('/') && searched.ends_with('/')) return std::nullopt;
  const std::optional<Text> text = pieces_of(call.arguments[0], texts);
  const std::optional<Text> replacement = pieces_of(call.arguments[2], texts);
  if (!text || !replacement) return std::nullopt;
  // The structure that a hole is known to have may hold the text as well.
  if (std::ranges::any_of(*text, [](const Piece& piece) { return piece.json.has_value(); })) return std::nullopt;
  if (has_holes(*text)) {
    const Value& value = call.arguments[2];
    if (!value.is_string() || value.as_string().find_first_of("\"\\{}[]:,\r\n") != std::string::npos) {
      return std::nullopt;
    }
  }
  Text out;
  for (std::size_t i = 0; i < text->size();) {
    if ((*text)[i].hole) {
      out.push_back((*text)[i++]);
      continue;
    }
    const bool hole_before = i > 0;
    Run run;
    for (; i < text->size() && !(*text)[i].hole; ++i) {
      run.text += (*text)[i].text;
      run.pieces.push_back(&(*text)[i]);
    }
    if (may_cross(run.text, searched, hole_before, i < text->size())) return std::nullopt;
    std::size_t at = 0;
    for (std::size_t next = run.text.find(searched); next != std::string::npos; next = run.text.find(searched, at)) {
      run.append_to(out, at, next);
      append(out, *replacement);
      at = next + searched.size();
    }
    run.append_to(out, at, run.text.size());
  }
  return out;
}

}  // namespace

void add_text_functions(lang::FunctionTable& functions, Texts& texts) {
  remember(functions, texts, "join", joined);
  remember(functions, texts, "format", formatted);
  remember(functions, texts, "replace", replaced);
  remember(functions, texts, "trimspace", trimmed);
  remember(functions, texts, "chomp", chomped);
}

}  // namespace plimsoll::source
