#include "config.h"

#include <algorithm>

#include "constants.h"
#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

/// Flags that a file may set: what the environment may, but not which file that is.
bool is_setting(const Flag& flag) {
  return flag.environment && !flag.later && flag.name != "config" && flag.name != "no-config" &&
         flag.name != "show-config";
}

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  for (const Flag& flag : flags()) {
    if (is_setting(flag)) names.emplace_back(flag.name);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string flag_name(std::string name) {
  std::ranges::replace(name, '_', '-');
  return name;
}

const Flag* setting_of(std::string_view name, CommandId command) {
  for (const Flag& flag : flags()) {
    if (flag.name == name && is_setting(flag) && belongs(flag, command)) return &flag;
  }
  return nullptr;
}

class Reader {
 public:
  Reader(Arguments& arguments, SourcePtr source) : arguments_(arguments), source_(std::move(source)) {}

  Diagnostics read() {
    const hcl::ParsedFile parsed = hcl::parse_file(source_);
    if (has_errors(parsed.diagnostics)) return parsed.diagnostics;
    for (const hcl::Attribute& attribute : parsed.body.attributes) read_setting(attribute);
    for (const hcl::Block& block : parsed.body.blocks) read_block(block);
    return std::move(errors_);
  }

 private:
  void read_setting(const hcl::Attribute& attribute) {
    const std::string name = flag_name(attribute.name.text);
    const std::vector<std::string> known = setting_names();
    if (std::ranges::find(known, name) == known.end()) {
      const std::string near = did_you_mean(name, known);
      refuse("There is no setting \"" + attribute.name.text + "\"", attribute.name.range,
             near.empty() ? "settings are named as flags are; `plimsoll help check` lists them"
                          : "did you mean \"" + near + "\"?");
      return;
    }
    const std::optional<Value> value = constant(*attribute.value);
    const Flag* flag = setting_of(name, arguments_.command->id);
    if (!value || flag == nullptr || arguments_.flags.contains(name)) return;
    add(*flag, *value, attribute.value->range);
  }

  /// A switch is true or false, a list a list or one value, everything else one value.
  void add(const Flag& flag, const Value& value, ByteRange range) {
    const std::string place = source_->name() + ":" + std::to_string(source_->position(range.begin).line) + " (" +
                              std::string(flag.name) + ")";
    std::vector<FlagValue> values;
    const bool repeats = flag.kind == FlagKind::kRepeat || flag.kind == FlagKind::kList;
    const Sequence elements = repeats && value.is_sequence() ? value.elements() : Sequence{value};
    for (const Value& element : elements) {
      const bool fits = flag.kind == FlagKind::kSwitch ? element.is_bool() : element.is_string() || element.is_number();
      if (!fits) {
        refuse("\"" + std::string(flag.name) + "\" has a value of the wrong type", range,
               flag.kind == FlagKind::kSwitch ? "expected true or false"
               : repeats                      ? "expected a list of strings"
                                              : "expected a string");
        return;
      }
      const std::string text = element.is_bool()     ? (element.as_bool() ? "true" : "false")
                               : element.is_number() ? element.as_number().to_string()
                                                     : element.as_string();
      if (text != "false" || flag.kind != FlagKind::kSwitch) values.push_back({text, place});
    }
    if (!values.empty()) arguments_.flags.emplace(flag.name, std::move(values));
  }

  void read_block(const hcl::Block& block) {
    if (block.type.text != "inputs" || !block.labels.empty()) {
      refuse("Unexpected block \"" + block.type.text + "\"", block.header_range,
             "a configuration has settings and one block: inputs { NAME = VALUE }");
      return;
    }
    for (const hcl::Attribute& attribute : block.body.attributes) {
      if (std::optional<Value> value = constant(*attribute.value)) {
        arguments_.config_inputs.insert_or_assign(attribute.name.text, *std::move(value));
      }
    }
    for (const hcl::Block& nested : block.body.blocks) refuse("Unexpected block", nested.header_range, "");
  }

  std::optional<Value> constant(const hcl::Expression& expression) {
    lang::Outcome value = evaluate_constant(expression, source_);
    if (value.ok()) return std::move(value).take();
    errors_.push_back(value.failure().diagnostic);
    return std::nullopt;
  }

  void refuse(const std::string& summary, ByteRange range, const std::string& detail) {
    errors_.push_back(make_error(summary, detail, {source_, range}));
  }

  Arguments& arguments_;
  SourcePtr source_;
  Diagnostics errors_ = {};
};

std::string quoted_values(const std::vector<FlagValue>& values) {
  std::vector<std::string> texts;
  for (const FlagValue& value : values) texts.push_back(hcl_quote(printable(value.text)));
  return texts.size() == 1 ? texts.front() : "[" + join(texts, ", ") + "]";
}

}  // namespace

Result<Done> add_config(Arguments& arguments, const FileSystem& files) {
  const bool is_asked = !arguments.has("help") && !arguments.has("version") && !arguments.has("no-config");
  if (!is_asked || !belongs(*find_flag("config"), arguments.command->id)) return Done{};
  const std::string named = arguments.last("config");
  const std::string path = named.empty() ? kConfigName : named;
  if (named.empty() && !files.is_file(path)) return Done{};
  Result<std::string> text = files.read(path);
  if (!text) return std::move(text).errors();
  Diagnostics errors = Reader(arguments, std::make_shared<const SourceFile>(path, *std::move(text))).read();
  if (errors.empty()) errors = check_values(arguments);
  if (!errors.empty()) return errors;
  return Done{};
}

std::string show_config(const Arguments& arguments) {
  std::string text;
  for (const Flag& flag : flags()) {
    if (!is_setting(flag) || !belongs(flag, arguments.command->id)) continue;
    const std::vector<FlagValue>& values = arguments.all(flag.name);
    text += flag_name(std::string(flag.name)) + " = ";
    // A value given for an input may be a secret.
    const bool is_input = flag.name == "input";
    text +=
        values.empty() ? "(default)" : (is_input ? "(set)" : quoted_values(values)) + "  # " + values.front().given_by;
    text += "\n";
  }
  for (const auto& [name, value] : arguments.config_inputs) text += "inputs." + printable(name) + " = (set)\n";
  return text;
}

}  // namespace plimsoll::cli
