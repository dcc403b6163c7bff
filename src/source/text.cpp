#include "text.h"

#include <algorithm>
#include <map>

#include "json_tree.h"
#include "origins.h"
#include "plimsoll/base/text.h"

namespace plimsoll::source {
namespace {

using OriginPtr = std::shared_ptr<const Origin>;

/// The pieces as one text, in which a byte stands for every hole.
class Assembly {
 public:
  explicit Assembly(const Text& text) {
    for (const Piece& piece : text) {
      const auto begin = static_cast<std::uint32_t>(bytes_.size());
      if (piece.hole) {
        holes_.push_back(&piece);
        bytes_ += kHoleByte;
      } else {
        good_ = good_ && piece.text.find(kHoleByte) == std::string::npos;
        bytes_ += piece.text;
      }
      segments_.push_back({.begin = begin, .piece = &piece});
    }
  }

  bool good() const { return good_; }
  std::string_view bytes() const { return bytes_; }
  const Piece& hole(std::size_t i) const { return *holes_[i]; }

  /// The place of a node: from its first byte to its last, where both stand in one file.
  OriginPtr origin(ByteRange range) const {
    if (range.end <= range.begin) return nullptr;
    const Segment& first = segment(range.begin);
    const Segment& last = segment(range.end - 1);
    if (&first == &last && first.piece->origin != nullptr) return first.piece->origin;
    const Piece& begin = *first.piece;
    const Piece& end = *last.piece;
    if (begin.file == nullptr || begin.file != end.file) return nullptr;
    const ByteRange bytes = {.begin = place(begin, range.begin - first.begin),
                             .end = place_after(end, range.end - 1 - last.begin)};
    return std::make_shared<const Origin>(Origin{.range = {.file = begin.file, .bytes = bytes}});
  }

  /// The place of a string in quotes: that of the one value that it consists of, where there is one.
  OriginPtr string_origin(ByteRange range) const {
    OriginPtr whole = origin(range);
    if (range.end < range.begin + 3) return whole;
    const Segment& first = segment(range.begin + 1);
    const bool is_alone = &first == &segment(range.end - 2) && &first != &segment(range.begin);
    const OriginPtr& inner = first.piece->origin;
    if (!is_alone || inner == nullptr) return whole;
    return whole != nullptr && is_within(inner->range, whole->range) ? whole : inner;
  }

 private:
  struct Segment {
    std::uint32_t begin = 0;
    const Piece* piece = nullptr;
  };

  static std::uint32_t place(const Piece& piece, std::uint32_t offset) {
    return piece.places.empty() ? piece.base + offset : piece.places[offset];
  }

  /// Escapes take several bytes.
  static std::uint32_t place_after(const Piece& piece, std::uint32_t offset) {
    const std::uint32_t at = place(piece, offset);
    const bool is_escape = !piece.places.empty() && piece.file->text()[at] == '\\';
    return is_escape ? piece.places[offset + 1] : at + 1;
  }

  const Segment& segment(std::uint32_t offset) const {
    const auto next = std::upper_bound(segments_.begin(), segments_.end(), offset,
                                       [](std::uint32_t at, const Segment& s) { return at < s.begin; });
    return *std::prev(next);
  }

  std::string bytes_ = {};
  std::vector<Segment> segments_ = {};
  std::vector<const Piece*> holes_ = {};
  bool good_ = true;
};

/// From the tree to a value. Sets `undecided` where the structure hangs on a hole.
class Decoder {
 public:
  explicit Decoder(const Assembly& assembly) : assembly_(assembly) {}

  Value decode(const JsonNode& node) {
    Value value = content(node);
    if (value.origin() != nullptr) return value;
    return value.with_origin(node.kind == JsonKind::kString ? assembly_.string_origin(node.range)
                                                            : assembly_.origin(node.range));
  }
  bool undecided() const { return undecided_; }

 private:
  Value content(const JsonNode& node) {
    switch (node.kind) {
      case JsonKind::kNull:
        return Value::null();
      case JsonKind::kBool:
        return Value::boolean(node.boolean);
      case JsonKind::kNumber:
        return number(node);
      case JsonKind::kString:
        return string(node);
      case JsonKind::kArray:
        return array(node);
      case JsonKind::kObject:
        return object(node);
      case JsonKind::kHole:
        break;
    }
    const Piece& piece = assembly_.hole(node.holes.front());
    return piece.json ? *piece.json : Value::unknown(piece.hole->all_unknown_because()).with_origin(piece.origin);
  }

  Value number(const JsonNode& node) {
    std::optional<Number> number = Number::parse(node.text);
    undecided_ = undecided_ || !number;
    return number ? Value::number(*std::move(number)) : Value::null();
  }

  Value string(const JsonNode& node) {
    if (node.holes.empty()) return Value::string(node.text);
    std::vector<std::string> because;
    bool sensitive = false;
    for (const std::size_t i : node.holes) {
      const Piece& piece = assembly_.hole(i);
      // Known text with a structure of its own would have to be escaped to stand in quotes.
      undecided_ = undecided_ || !piece.hole->is_unknown();
      because = merge_causes(because, piece.hole->all_unknown_because());
      sensitive = sensitive || piece.hole->is_sensitive();
    }
    return Value::unknown(std::move(because)).with_sensitive(sensitive);
  }

  /// Text that stands for an element may hold several of them, or none: from there on no place is certain.
  Value array(const JsonNode& node) {
    PartialList list{.is_list = false};
    std::vector<std::string> because;
    bool in_order = true;
    bool sensitive = false;
    for (const JsonNode& element : node.elements) {
      if (element.kind == JsonKind::kHole && !assembly_.hole(element.holes.front()).json) {
        const Value& hole = *assembly_.hole(element.holes.front()).hole;
        in_order = false;
        sensitive = sensitive || hole.is_sensitive();
        because = merge_causes(because, hole.all_unknown_because());
      } else {
        (in_order ? list.first : list.further).push_back(decode(element));
      }
    }
    if (in_order) return Value::tuple(std::move(list.first));
    return Value::list_in_part(std::move(list), std::move(because)).with_sensitive(sensitive);
  }

  /// Of a key that stands twice the last scalar wins; objects and arrays are mixed by some readers (by Go's, which the
  /// provider uses), so that nothing is certain about them.
  Value object(const JsonNode& node) {
    std::map<std::string, Value, std::less<>> values;
    for (const JsonMember& member : node.members) {
      if (!member.key.holes.empty()) return string(member.key);  // may be any key
      const auto [place, is_new] = values.try_emplace(member.key.text, decode(member.value));
      if (is_new) continue;
      const bool is_mixed = !is_plain(place->second) || !is_plain_node(member.value);
      place->second = is_mixed ? Value::unknown({"a key that stands twice in one object"}) : decode(member.value);
    }
    Members members;
    for (auto& [key, value] : values) members.emplace_back(key, std::move(value));
    return Value::object(std::move(members));
  }

  static bool is_plain(const Value& value) { return !value.is_unknown() && !value.is_sequence() && !value.is_object(); }
  static bool is_plain_node(const JsonNode& node) {
    const bool is_nested = node.kind == JsonKind::kObject || node.kind == JsonKind::kArray;
    return !is_nested && node.kind != JsonKind::kHole && node.holes.empty();
  }

  const Assembly& assembly_;
  bool undecided_ = false;
};

std::optional<Value> scalar_text(const Value& value) {
  if (value.is_string()) return value;
  if (value.is_number()) return Value::string(value.as_number().to_string());
  if (value.is_bool()) return Value::string(value.as_bool() ? "true" : "false");
  return std::nullopt;
}

/// Puts the pieces of one template together; every function returns false when they cannot be told.
class TemplateReader {
 public:
  TemplateReader(const Texts& texts, bool has_escapes, Text& out)
      : texts_(texts), has_escapes_(has_escapes), out_(out) {}

  bool append(const std::vector<hcl::TemplatePart>& parts, const lang::Context& context) {
    return std::all_of(parts.begin(), parts.end(), [&](const hcl::TemplatePart& part) {
      if (const auto* text = std::get_if<hcl::TemplateText>(&part.node))
        return literal(text->text, part.range, context);
      if (const auto* value = std::get_if<hcl::TemplateInterpolation>(&part.node)) return interpolate(*value, context);
      if (const auto* choice = std::get_if<hcl::TemplateIf>(&part.node)) return choose(*choice, context);
      return repeat(std::get<hcl::TemplateFor>(part.node), context);
    });
  }

 private:
  bool literal(const std::string& text, ByteRange range, const lang::Context& context) {
    if (text.empty()) return true;
    Piece piece{.text = text};
    std::vector<std::uint32_t> places = align(context.source->slice(range), text, has_escapes_);
    if (!places.empty()) {
      for (std::uint32_t& place : places) place += range.begin;
      piece.file = context.source;
      piece.places = std::move(places);
    }
    out_.push_back(std::move(piece));
    return true;
  }

  bool interpolate(const hcl::TemplateInterpolation& node, const lang::Context& context) {
    const lang::Outcome outcome = lang::evaluate(*node.value, context);
    if (!outcome.ok()) return false;
    const Value& value = outcome.value();
    if (const Text* text = texts_.find(value)) {
      out_.insert(out_.end(), text->begin(), text->end());
      return true;
    }
    Piece piece;
    piece.origin = passed_on(value, {.file = context.source, .bytes = node.value->range}).origin();
    if (value.is_unknown()) {
      piece.hole = value;
      if (value.decoded() != nullptr) piece.json = *value.decoded();
    } else {
      const std::optional<Value> text = scalar_text(value);
      if (!text) return false;
      piece.text = text->as_string();
    }
    out_.push_back(std::move(piece));
    return true;
  }

  bool choose(const hcl::TemplateIf& node, const lang::Context& context) {
    const lang::Outcome condition = lang::evaluate(*node.condition, context);
    if (!condition.ok()) return false;
    if (condition.value().is_unknown()) return either(node, condition.value(), context);
    if (!condition.value().is_bool()) return false;
    return append(condition.value().as_bool() ? node.then : node.otherwise, context);
  }

  /// Text that may be this or that stands for one unknown value, unless it could change what is around it.
  bool either(const hcl::TemplateIf& node, const Value& condition, const lang::Context& context) {
    Text branches;
    TemplateReader reader(texts_, has_escapes_, branches);
    if (!reader.append(node.then, context) || !reader.append(node.otherwise, context)) return false;
    const bool harmless = std::ranges::all_of(branches, [](const Piece& piece) {
      return piece.hole ? !piece.json : piece.text.find_first_of("\"\\{}[]:,\r\n") == std::string::npos;
    });
    if (!harmless) return false;
    Piece piece;
    piece.hole = Value::unknown(condition.unknown_because()).with_sensitive(condition.is_sensitive());
    piece.origin =
        std::make_shared<const Origin>(Origin{.range = {.file = context.source, .bytes = node.condition->range}});
    out_.push_back(std::move(piece));
    return true;
  }

  bool repeat(const hcl::TemplateFor& node, const lang::Context& context) {
    const lang::Outcome collection = lang::evaluate(*node.collection, context);
    if (!collection.ok()) return false;
    const Value& value = collection.value();
    if (!value.is_sequence() && !value.is_object()) return false;
    lang::Scope scope(context.scope);
    lang::Context inner = context;
    inner.scope = &scope;
    const auto once = [&](const Value& key, const Value& element) {
      if (!node.key.empty()) scope.set(node.key, key);
      scope.set(node.value, element);
      return append(node.body, inner);
    };
    if (value.is_object()) {
      return std::all_of(value.members().begin(), value.members().end(),
                         [&](const auto& member) { return once(Value::string(member.first), member.second); });
    }
    std::int64_t index = 0;
    return std::all_of(value.elements().begin(), value.elements().end(), [&](const Value& element) {
      const Value key = value.kind() == Kind::kSet ? element : Value::number(index);
      ++index;
      return once(key, element);
    });
  }

  const Texts& texts_;
  bool has_escapes_;
  Text& out_;
};

/// Whether the template can be JSON or a part of it: most are plain text, which needs no book-keeping.
bool may_be_json(const hcl::Template& node) {
  return std::any_of(node.parts.begin(), node.parts.end(), [](const hcl::TemplatePart& part) {
    const auto* text = std::get_if<hcl::TemplateText>(&part.node);
    if (text == nullptr) return !std::holds_alternative<hcl::TemplateInterpolation>(part.node);
    return text->text.find_first_of("[{\"") != std::string::npos;
  });
}

/// What one escape in quotes stands for, and how many bytes it takes.
struct Escape {
  std::string meaning = {};
  std::size_t length = 2;
};

Escape read_escape(std::string_view raw) {
  constexpr std::string_view kLetters = "ntrbf";
  constexpr std::string_view kMeanings = "\n\t\r\b\f";
  const char c = raw[1];
  const std::size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits > 0 && raw.size() >= 2 + digits) {
    Escape escape{.length = 2 + digits};
    const std::string text(raw.substr(2, digits));
    append_utf8(escape.meaning, static_cast<std::uint32_t>(std::strtoul(text.c_str(), nullptr, 16)));
    return escape;
  }
  const std::size_t letter = kLetters.find(c);
  return {.meaning = std::string(1, letter == std::string_view::npos ? c : kMeanings[letter])};
}

}  // namespace

std::vector<std::uint32_t> align(std::string_view raw, std::string_view cooked, bool has_escapes) {
  std::vector<std::uint32_t> places;
  places.reserve(cooked.size() + 1);
  std::size_t at = 0;
  const auto put = [&](std::size_t bytes) { places.insert(places.end(), bytes, static_cast<std::uint32_t>(at)); };
  while (places.size() < cooked.size()) {
    if (at >= raw.size()) return {};
    const std::string_view rest = cooked.substr(places.size());
    const char c = raw[at];
    if (has_escapes && c == '\\' && at + 1 < raw.size()) {
      const Escape escape = read_escape(raw.substr(at));
      if (!rest.starts_with(escape.meaning)) return {};
      put(escape.meaning.size());
      at += escape.length;
    } else if (c == rest.front()) {
      put(1);
      ++at;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '$' || c == '%') {
      ++at;  // indentation, stripped white space, or the first half of `$${`
    } else {
      return {};
    }
  }
  places.push_back(static_cast<std::uint32_t>(at));
  return places;
}

std::optional<Value> decode(const Text& text) {
  const Assembly assembly(text);
  if (!assembly.good()) return std::nullopt;
  const JsonResult parsed = parse_json(assembly.bytes(), true);
  if (!parsed.root) return std::nullopt;
  Decoder decoder(assembly);
  Value value = decoder.decode(*parsed.root);
  if (decoder.undecided()) return std::nullopt;
  return with_inherited_origins(value);
}

void Texts::remember(const Value& value, Text text) {
  if (value.identity() == nullptr) return;
  entries_.insert_or_assign(value.identity(), Entry{.value = value, .text = std::move(text)});
}

const Text* Texts::find(const Value& value) const {
  const auto found = entries_.find(value.identity());
  return found == entries_.end() || value.identity() == nullptr ? nullptr : &found->second.text;
}

Value Texts::note_template(const hcl::Template& node, ByteRange range, const lang::Context& context, Value value) {
  if (!may_be_json(node) || context.source == nullptr) return value;
  // Once more, in pieces. Texts inside of an interpolation (of templatefile(), in a call of join()) have pieces of
  // their own, down to a few levels: every level evaluates all that is in it twice.
  constexpr std::size_t kMostLevels = 3;
  lang::Context inner = context;
  if (level_ >= kMostLevels) inner.on_template = nullptr;
  const bool has_escapes = !node.is_heredoc && context.source->slice(range).starts_with('"');
  Text text;
  ++level_;
  const bool is_readable = TemplateReader(*this, has_escapes, text).append(node.parts, inner);
  --level_;
  if (!is_readable) return value;
  if (value.is_unknown()) {
    if (std::optional<Value> decoded = decode(text)) {
      value = Value::unknown_json(*std::move(decoded)).with_sensitive(value.is_sensitive());
    }
  }
  remember(value, std::move(text));
  return value;
}

}  // namespace plimsoll::source
