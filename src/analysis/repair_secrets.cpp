#include "repair_secrets.h"

#include <algorithm>
#include <array>
#include <set>

#include "plimsoll/base/text.h"
#include "repair_literals.h"

namespace plimsoll::analysis {
namespace {

/// A reference, or the head of a variable that is given from outside: neither says anything.
bool is_name(std::string_view text) {
  if (text.starts_with("variable ")) return true;
  const bool is_plain = std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  });
  constexpr std::array<std::string_view, 5> kRoots = {"var.", "local.", "each.", "module.", "data."};
  return is_plain && std::ranges::any_of(kRoots, [text](std::string_view root) { return text.starts_with(root); });
}

class Collector {
 public:
  explicit Collector(SecretPlaces& places) : places_(places) {}

  /// `is_secret`: this value is one, whatever its marks say.
  void collect(const Value& value, bool is_secret) {
    const bool secret = is_secret || value.is_sensitive();
    if (value.is_sequence()) {
      for (const Value& element : value.elements()) collect(element, secret);
    } else if (value.is_object()) {
      for (const auto& [key, member] : value.members()) collect_member(key, member, secret);
    } else if (secret && !value.is_null() && value.origin() != nullptr && value.origin()->range) {
      const SourceRange& range = value.origin()->range;
      if (!is_name(range.file->slice(range.bytes))) places_[range.file->name()].push_back(range.bytes);
    }
  }

 private:
  void collect_member(const std::string& key, const Value& member, bool secret) {
    // `environment = "prod"` is a tag.
    const bool is_environment = ascii_lower(key) == "environment" && (member.is_sequence() || member.is_object());
    if (!is_environment) return collect(member, secret);
    if (!member.is_sequence()) return collect(member, true);
    for (const Value& variable : member.elements()) collect_variable(variable, secret);
  }

  /// A variable's name may be seen.
  void collect_variable(const Value& variable, bool secret) {
    if (!variable.is_object()) return collect(variable, true);
    for (const auto& [key, part] : variable.members()) collect(part, secret || ascii_lower(key) != "name");
  }

  SecretPlaces& places_;
};

void add(SecretPlaces& places, const std::string& file, const std::vector<ByteRange>& ranges) {
  if (ranges.empty()) return;
  std::vector<ByteRange>& all = places[file];
  all.insert(all.end(), ranges.begin(), ranges.end());
}

/// What is written there, not what it refers to.
void add(SecretPlaces& places, const source::Argument* argument) {
  if (argument == nullptr) return;
  add(places, argument->file->name(), literals_in(argument->file, argument->attribute->value->range));
}

/// Anything but `sensitive = false` counts.
bool is_sensitive(const source::Declaration& variable) {
  const source::Argument* sensitive = variable.argument("sensitive");
  if (sensitive == nullptr) return false;
  const auto* literal = std::get_if<hcl::Literal>(&sensitive->attribute->value->node);
  return literal == nullptr || literal->kind != hcl::LiteralKind::kBool || literal->boolean;
}

/// Defaults and arguments of the variables of a module and of those it calls, and values of outputs.
void add_declared(SecretPlaces& places, const source::Module& module) {
  if (module.source == nullptr) return;
  for (const auto& [name, variable] : module.source->variables) {
    if (!is_sensitive(variable)) continue;
    add(places, variable.argument("default"));
    if (module.call != nullptr) add(places, module.call->argument(name));
  }
  for (const auto& [name, output] : module.source->outputs) {
    if (is_sensitive(output)) add(places, output.argument("value"));
  }
  for (const auto& [name, child] : module.children) add_declared(places, *child);
}

/// Names of variables of the root module.
std::set<std::string> sensitive_variables(const source::Module& root) {
  std::set<std::string> names;
  if (root.source == nullptr) return names;
  for (const auto& [name, variable] : root.source->variables) {
    if (is_sensitive(variable)) names.insert(name);
  }
  return names;
}

bool is_variable_file(std::string_view name) {
  return name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
}

/// Where the source says what the plan marks: both are the values of one resource.
void add_marked(SecretPlaces& places, const Value& planned, const Value& source, bool is_secret) {
  const bool secret = is_secret || planned.is_sensitive();
  if (!secret && !planned.contains_sensitive()) return;
  if (secret || planned.is_unknown()) return Collector(places).collect(source, true);
  if (planned.is_object() && source.is_object()) {
    for (const auto& [key, member] : source.members()) add_marked(places, planned.get(key), member, false);
    return;
  }
  const bool alike =
      planned.is_sequence() && source.is_sequence() && planned.elements().size() == source.elements().size();
  // Which element is which cannot be told.
  if (!alike) return Collector(places).collect(source, true);
  for (std::size_t i = 0; i < source.elements().size(); ++i) {
    add_marked(places, planned.elements()[i], source.elements()[i], false);
  }
}

/// Texts that are marked, or part of what is.
void collect_texts(const Value& value, bool is_secret, std::set<std::string>& texts) {
  const bool secret = is_secret || value.is_sensitive();
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) collect_texts(element, secret, texts);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.members()) collect_texts(member, secret, texts);
  } else if (secret && value.is_string() && !value.as_string().empty()) {
    texts.insert(value.as_string());
  }
}

/// A short text counts as a whole string only: it may be part of any word.
void add_text(SecretPlaces& places, const std::string& file, std::string_view source, const std::string& secret) {
  constexpr std::size_t kLong = 8;
  const std::string wanted = secret.size() >= kLong ? secret : "\"" + secret + "\"";
  for (std::size_t at = source.find(wanted); at != std::string_view::npos; at = source.find(wanted, at + 1)) {
    places[file].push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + wanted.size())});
  }
}

}  // namespace

void add_texts(SecretPlaces& places, const fix::FileEdits& files, const plan::Plan& plan,
               const source::Configuration& configuration) {
  std::set<std::string> texts;
  for (const plan::ResourceChange& change : plan.changes) {
    collect_texts(change.after, false, texts);
    collect_texts(change.before, false, texts);
  }
  for (const auto& [name, value] : plan.variables) collect_texts(value, false, texts);
  const std::set<std::string> variables = sensitive_variables(*configuration.root);
  for (const auto& [name, file] : files) {
    for (const std::string& text : texts) add_text(places, name, file.source->text(), text);
    add(places, name, environment_literals(file.source));
    if (is_variable_file(name)) add(places, name, literals_of(file.source, variables));
  }
}

SecretPlaces secret_places(Edition& edition, const plan::Plan& plan) {
  SecretPlaces places;
  Collector collector(places);
  for (const plan::ResourceChange& change : plan.changes) {
    const bool is_task = change.type == "aws_ecs_task_definition";
    if (!change.is_judged() || !(is_task || change.after.contains_sensitive())) continue;
    const std::optional<SourceValues> values = edition.values(change.address);
    if (!values) continue;
    collector.collect(values->body(), false);
    if (!is_task) add_marked(places, change.after, values->body(), false);
  }
  add_declared(places, *edition.configuration->root);
  return places;
}

}  // namespace plimsoll::analysis
