#include "repair_secrets.h"

#include <set>

#include "plimsoll/base/text.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::analysis {
namespace {

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
      places_[range.file->name()].push_back(range.bytes);
    }
  }

 private:
  void collect_member(const std::string& key, const Value& member, bool secret) {
    if (ascii_lower(key) != "environment") return collect(member, secret);
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

void add(SecretPlaces& places, const std::string& file, ByteRange range) {
  places[file].push_back(range);
}

void add(SecretPlaces& places, const source::Argument* argument) {
  if (argument != nullptr) add(places, argument->file->name(), argument->attribute->value->range);
}

/// Anything but `sensitive = false` counts.
bool is_sensitive(const source::Declaration& variable) {
  const source::Argument* sensitive = variable.argument("sensitive");
  if (sensitive == nullptr) return false;
  const auto* literal = std::get_if<hcl::Literal>(&sensitive->attribute->value->node);
  return literal == nullptr || literal->kind != hcl::LiteralKind::kBool || literal->boolean;
}

/// Defaults and arguments of the variables of a module and of those it calls; gives the names of its own.
std::set<std::string> add_variables(SecretPlaces& places, const source::Module& module) {
  std::set<std::string> names;
  if (module.source == nullptr) return names;
  for (const auto& [name, variable] : module.source->variables) {
    if (!is_sensitive(variable)) continue;
    names.insert(name);
    add(places, variable.argument("default"));
    if (module.call != nullptr) add(places, module.call->argument(name));
  }
  for (const auto& [name, child] : module.children) add_variables(places, *child);
  return names;
}

void add_variable_files(SecretPlaces& places, const source::ModuleSource& root, const std::set<std::string>& names,
                        const FileSystem& files) {
  for (const std::string& file : root.variable_files) {
    if (names.empty() || !file.ends_with(".tfvars")) continue;
    const std::string path = join_path(root.directory, file);
    Result<std::string> text = files.read(path);
    if (!text) continue;
    const hcl::ParsedFile parsed = hcl::parse_file(std::make_shared<const SourceFile>(path, *std::move(text)));
    for (const hcl::Attribute& attribute : parsed.body.attributes) {
      if (names.contains(attribute.name.text)) add(places, path, attribute.value->range);
    }
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
    add(places, file, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + wanted.size())});
  }
}

}  // namespace

void add_sensitive_texts(SecretPlaces& places, const fix::FileEdits& files, const plan::Plan& plan) {
  std::set<std::string> texts;
  for (const plan::ResourceChange& change : plan.changes) {
    collect_texts(change.after, false, texts);
    collect_texts(change.before, false, texts);
  }
  for (const auto& [name, value] : plan.variables) collect_texts(value, false, texts);
  for (const auto& [name, file] : files) {
    for (const std::string& text : texts) add_text(places, name, file.source->text(), text);
  }
}

SecretPlaces secret_places(Edition& edition, const plan::Plan& plan) {
  SecretPlaces places;
  Collector collector(places);
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.type != "aws_ecs_task_definition" || !change.is_judged()) continue;
    const std::optional<SourceValues> values = edition.values(change);
    if (values) collector.collect(values->body(), false);
  }
  const source::Module& root = *edition.configuration->root;
  const std::set<std::string> sensitive = add_variables(places, root);
  if (root.source != nullptr) add_variable_files(places, *root.source, sensitive, *edition.files);
  return places;
}

}  // namespace plimsoll::analysis
