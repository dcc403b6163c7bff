// libyaml reads the text as events; here they become values.
#include <yaml.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "size_limits.h"
#include "type.h"
#include "yaml_value.h"

namespace plimsoll::lang {

namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

std::string text_of(const yaml_char_t* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

struct Event {
  Event() = default;
  ~Event() {
    if (filled) yaml_event_delete(&event);
  }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  yaml_event_t event = {};
  bool filled = false;
};

/// A tag's name: "" for none, "int" for YAML's own, nullopt for others.
std::optional<std::string> own_tag(const yaml_char_t* tag) {
  std::string text = text_of(tag);
  if (text.empty()) return "";
  if (!text.starts_with(kTagPrefix)) return std::nullopt;
  return text.substr(kTagPrefix.size());
}

class Decoder {
 public:
  explicit Decoder(std::string_view text) {
    ready_ = yaml_parser_initialize(&parser_) == 1;
    if (!ready_) return;
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~Decoder() {
    if (ready_) yaml_parser_delete(&parser_);
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  YamlValue decode() {
    YamlValue result;
    document(result);
    result.error = error_;
    result.too_large = too_large_;
    return result;
  }

 private:
  struct Anchor {
    Value value = {};
    std::size_t nodes = 0;
  };

  bool fail(std::string why) {
    if (error_.empty()) error_ = std::move(why);
    return false;
  }

  bool next(Event& event) {
    if (!ready_) return fail("out of memory");
    if (yaml_parser_parse(&parser_, &event.event) != 1) {
      const char* why = parser_.problem != nullptr ? parser_.problem : "invalid YAML";
      return fail("on line " + std::to_string(parser_.problem_mark.line + 1) + ", column " +
                  std::to_string(parser_.problem_mark.column + 1) + ": " + why);
    }
    event.filled = true;
    return true;
  }

  bool document(YamlValue& result) {
    Event start;
    if (!next(start)) return false;
    Event first;
    if (!next(first)) return false;
    if (first.event.type != YAML_DOCUMENT_START_EVENT) return fail("on line 1, column 1: missing start of document");
    Event root;
    if (!next(root) || !node(root.event, result.value, 0)) return false;
    Event end;
    Event last;
    if (!next(end) || !next(last)) return false;
    if (last.event.type == YAML_STREAM_END_EVENT) return true;
    return fail("on line 1, column 1: unexpected extra content after value");
  }

  /// Counts what stands in the result, aliases with all that they repeat.
  bool count(std::size_t nodes) {
    nodes_ += nodes;
    too_large_ = too_large_ || nodes_ > kMaxElements;
    return !too_large_;
  }

  bool node(const yaml_event_t& event, Value& out, std::size_t depth) {
    if (depth > kMaxDocumentDepth) return fail("nested too deeply");
    if (event.type == YAML_ALIAS_EVENT) return alias(text_of(event.data.alias.anchor), out);
    if (!count(1)) return false;
    const std::size_t before = nodes_;
    std::string anchor;
    bool done = false;
    if (event.type == YAML_SCALAR_EVENT) {
      anchor = text_of(event.data.scalar.anchor);
      done = scalar(event, out);
    } else if (event.type == YAML_SEQUENCE_START_EVENT) {
      anchor = text_of(event.data.sequence_start.anchor);
      open_.insert(anchor);
      done = check_tag(event.data.sequence_start.tag, "seq", "sequence") && sequence(out, depth);
    } else if (event.type == YAML_MAPPING_START_EVENT) {
      anchor = text_of(event.data.mapping_start.anchor);
      open_.insert(anchor);
      done = check_tag(event.data.mapping_start.tag, "map", "mapping") && mapping(out, depth);
    } else {
      return fail("unexpected content");
    }
    if (!done) return false;
    open_.erase(anchor);
    if (!anchor.empty()) anchors_[anchor] = {.value = out, .nodes = nodes_ - before + 1};
    return true;
  }

  bool check_tag(const yaml_char_t* tag, std::string_view expected, const char* what) {
    const std::optional<std::string> name = own_tag(tag);
    if (name && (name->empty() || *name == expected)) return true;
    return fail(std::string("can't interpret ") + what + " as this tag");
  }

  bool alias(const std::string& name, Value& out) {
    if (open_.count(name) > 0) return fail("cannot refer to an anchor from inside its own definition");
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) return fail("reference to undefined anchor");
    out = found->second.value;
    return count(found->second.nodes);
  }

  bool scalar(const yaml_event_t& event, Value& out) {
    const auto& data = event.data.scalar;
    const std::string_view text(reinterpret_cast<const char*>(data.value), data.length);
    const std::optional<std::string> tag = own_tag(data.tag);
    if (!tag) return fail("unsupported tag");
    const bool plain = data.style == YAML_PLAIN_SCALAR_STYLE;
    // Quotes make a string of everything; only what is in them must still fit the tag binary.
    const bool quoted = !plain && *tag != "binary" && *tag != "timestamp";
    if (plain && tag->empty() && (text == ".nan" || text == ".NaN" || text == ".NAN")) {
      return fail("floating point NaN is not supported");
    }
    constexpr std::array<std::string_view, 8> kTags = {"",     "str",  "int",    "float",
                                                       "bool", "null", "binary", "timestamp"};
    if (std::find(kTags.begin(), kTags.end(), *tag) == kTags.end()) return fail("unsupported tag");
    std::optional<Value> value = resolve_yaml_scalar(text, quoted ? "str" : std::string_view(*tag));
    if (!value) return fail("cannot parse a scalar as " + *tag);
    out = *std::move(value);
    return true;
  }

  bool sequence(Value& out, std::size_t depth) {
    Sequence elements;
    for (;;) {
      Event event;
      if (!next(event)) return false;
      if (event.event.type == YAML_SEQUENCE_END_EVENT) break;
      Value element;
      if (!node(event.event, element, depth + 1)) return false;
      elements.push_back(std::move(element));
    }
    out = Value::tuple(std::move(elements));
    return true;
  }

  bool key(const yaml_event_t& event, std::string& out) {
    Value value;
    if (event.type != YAML_SCALAR_EVENT && event.type != YAML_ALIAS_EVENT) {
      return fail("only strings are allowed as mapping keys");
    }
    if (!node(event, value, 0)) return false;
    const std::optional<Value> text = convert(value, Kind::kString);
    if (!text) return fail("only strings are allowed as mapping keys");
    if (text->is_null()) return fail("mapping key cannot be null");
    out = text->as_string();
    return true;
  }

  bool mapping(Value& out, std::size_t depth) {
    Members members;
    for (;;) {
      Event event;
      if (!next(event)) return false;
      if (event.event.type == YAML_MAPPING_END_EVENT) break;
      const bool merges = event.event.type == YAML_SCALAR_EVENT &&
                          event.event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                          event.event.data.scalar.tag == nullptr && text_of(event.event.data.scalar.value) == "<<";
      std::string name;
      if (!merges && !key(event.event, name)) return false;
      Event value_event;
      Value value;
      if (!next(value_event) || !node(value_event.event, value, depth + 1)) return false;
      if (!merges) {
        members.emplace_back(std::move(name), std::move(value));
      } else if (value.is_object()) {
        members.insert(members.end(), value.members().begin(), value.members().end());
      } else {
        return fail("cannot merge " + std::string(friendly_kind(value)) + " into mapping");
      }
    }
    out = Value::object(std::move(members));
    return true;
  }

  yaml_parser_t parser_ = {};
  bool ready_ = false;
  std::map<std::string, Anchor> anchors_ = {};
  std::set<std::string> open_ = {};
  std::size_t nodes_ = 0;
  bool too_large_ = false;
  std::string error_ = {};
};

}  // namespace

YamlValue decode_yaml(std::string_view text) {
  return Decoder(text).decode();
}

}  // namespace plimsoll::lang
