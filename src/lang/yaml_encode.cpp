// Values as YAML, laid out by libyaml.
#include <yaml.h>

#include "size_limits.h"
#include "type.h"
#include "yaml_value.h"

namespace plimsoll::lang {

namespace {

class Encoder {
 public:
  Encoder() {
    ready_ = yaml_emitter_initialize(&emitter_) == 1;
    if (!ready_) return;
    yaml_emitter_set_unicode(&emitter_, 1);
    yaml_emitter_set_output(&emitter_, append, this);
  }
  ~Encoder() {
    if (ready_) yaml_emitter_delete(&emitter_);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  YamlText encode(const Value& value) {
    yaml_event_t event = {};
    bool done = ready_ && yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) == 1 && emit(event) &&
                yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1) == 1 && emit(event) &&
                node(value) && yaml_document_end_event_initialize(&event, 1) == 1 && emit(event) &&
                yaml_stream_end_event_initialize(&event) == 1 && emit(event);
    done = done && yaml_emitter_flush(&emitter_) == 1;
    end_document(value);
    return {.text = std::move(out_), .too_large = !done};
  }

 private:
  /// Terraform ends a document with "..." behind a plain scalar at the root, later versions of libyaml behind text that
  /// ends with empty lines.
  void end_document(const Value& root) {
    constexpr std::string_view kEnd = "\n...\n";
    if (out_.ends_with(kEnd)) out_.resize(out_.size() - kEnd.size() + 1);
    const bool plain = !root.is_sequence() && !root.is_object() && !root.is_string();
    if (plain) out_ += kEnd.substr(1);
  }

  static int append(void* self, unsigned char* bytes, std::size_t size) {
    std::string& out = static_cast<Encoder*>(self)->out_;
    if (out.size() + size > kMaxTextSize) return 0;
    out.append(reinterpret_cast<const char*>(bytes), size);
    return 1;
  }

  bool emit(yaml_event_t& event) { return yaml_emitter_emit(&emitter_, &event) == 1; }

  bool scalar(const std::string& text, yaml_scalar_style_t style) {
    yaml_event_t event = {};
    const auto* bytes = reinterpret_cast<const yaml_char_t*>(text.data());
    return yaml_scalar_event_initialize(&event, nullptr, nullptr, bytes, static_cast<int>(text.size()), 1, 1, style) ==
               1 &&
           emit(event);
  }

  /// Several lines stand as a block where YAML can write them so, everything else in double quotes.
  bool string(const std::string& text) {
    const bool block = text.find('\n') != std::string::npos;
    return scalar(text, block ? YAML_LITERAL_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE);
  }

  bool sequence(const Value& value) {
    yaml_event_t event = {};
    const auto style = value.elements().empty() ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE;
    if (yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1, style) != 1 || !emit(event)) return false;
    for (const Value& element : value.elements()) {
      if (!node(element)) return false;
    }
    return yaml_sequence_end_event_initialize(&event) == 1 && emit(event);
  }

  bool mapping(const Value& value) {
    yaml_event_t event = {};
    const auto style = value.members().empty() ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE;
    if (yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1, style) != 1 || !emit(event)) return false;
    for (const auto& [key, member] : value.members()) {
      if (!string(key) || !node(member)) return false;
    }
    return yaml_mapping_end_event_initialize(&event) == 1 && emit(event);
  }

  bool node(const Value& value) {
    if (value.is_sequence()) return sequence(value);
    if (value.is_object()) return mapping(value);
    if (value.is_string()) return string(value.as_string());
    if (value.is_null()) return scalar("null", YAML_PLAIN_SCALAR_STYLE);
    const std::optional<Value> text = convert(value, Kind::kString);
    return text && scalar(text->as_string(), YAML_PLAIN_SCALAR_STYLE);
  }

  yaml_emitter_t emitter_ = {};
  bool ready_ = false;
  std::string out_ = {};
};

}  // namespace

YamlText encode_yaml(const Value& value) {
  return Encoder().encode(value);
}

}  // namespace plimsoll::lang
