#include "variants.h"

#include <algorithm>
#include <array>

#include "places.h"
#include "plimsoll/base/file_system.h"
#include "plimsoll/base/text.h"
#include "targets.h"
#include "written.h"

namespace plimsoll::fix {
namespace {

using policy::FixEdit;
using policy::FixSpec;

Value expression(std::string text) {
  return Value::object({{"__expression", Value::string(std::move(text))}});
}

/// Every part of a value, rewritten where `change` says so; it gets the part and the keys that lead there.
template <typename Change>
Value rewritten(const Value& value, const Change& change, const std::vector<std::string>& path = {}) {
  if (const std::optional<Value> other = change(value, path)) return *other;
  if (raw_expression(value) != nullptr) return value;
  if (value.is_sequence()) {
    Sequence elements = value.elements();
    for (Value& element : elements) element = rewritten(element, change, path);
    return Value::sequence(value.kind(), std::move(elements)).with_sensitive(value.is_sensitive());
  }
  if (!value.is_object()) return value;
  Members members = value.members();
  for (auto& [key, member] : members) {
    std::vector<std::string> longer = path;
    longer.push_back(key);
    member = rewritten(member, change, longer);
  }
  return Value::object(std::move(members), value.kind()).with_sensitive(value.is_sensitive());
}

bool is_single(const source::Declaration& declaration) {
  return declaration.argument("count") == nullptr && declaration.argument("for_each") == nullptr;
}

/// The text of an argument without interpolations, else "".
std::string plain_text(const source::Declaration& declaration, std::string_view name) {
  const source::Argument* argument = declaration.argument(name);
  if (argument == nullptr) return "";
  const auto* text = std::get_if<hcl::Template>(&argument->attribute->value->node);
  if (text == nullptr || text->parts.size() != 1) return "";
  const auto* part = std::get_if<hcl::TemplateText>(&text->parts.front().node);
  return part == nullptr ? "" : part->text;
}

/// Resources that another service writes to by their name: nobody wants a container's output there.
bool is_of_another_service(const std::string& name, const source::Declaration& declaration) {
  constexpr std::array<std::string_view, 12> kOthers = {"lambda",      "vpc",        "flow",       "rds",
                                                        "api_gateway", "apigateway", "eks",        "codebuild",
                                                        "route53",     "waf",        "cloudtrail", "redis"};
  const std::string text = ascii_lower(name + " " + plain_text(declaration, "name"));
  return std::ranges::any_of(kOthers, [&](std::string_view other) { return text.find(other) != std::string::npos; });
}

/// `local.logs`, `data.aws_region.here.name`: an expression that means the same everywhere in a module.
bool is_module_reference(std::string_view text) {
  constexpr std::array<std::string_view, 5> kRoots = {"aws_", "data.", "local.", "var.", "module."};
  const bool has_root = std::ranges::any_of(kRoots, [&](std::string_view root) { return text.starts_with(root); });
  return has_root && text.find("each.") == std::string_view::npos && text.find("count.") == std::string_view::npos &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]\"") ==
             std::string_view::npos;
}

class Chooser {
 public:
  Chooser(const Site& site, const Home& home) : site_(site), home_(home) {}

  Variants all() const {
    const auto made = std::ranges::find(site_.spec->edits, FixEdit::Kind::kResource, &FixEdit::kind);
    Variants variants;
    if (made == site_.spec->edits.end()) {
      variants.referring.push_back(*site_.spec);
    } else {
      add_made(*made, variants);
    }
    for (const std::vector<FixSpec>& specs : {variants.referring, variants.constant}) {
      for (const FixSpec& spec : specs) {
        if (std::optional<FixSpec> one = without_references(spec)) variants.constant.push_back(*std::move(one));
      }
    }
    for (std::vector<FixSpec>* specs : {&variants.referring, &variants.constant}) {
      for (FixSpec& spec : *specs) resolve_data(spec);
    }
    return variants;
  }

 private:
  const source::Declarations& resources() const { return home_.module->source->resources; }

  void add_made(const FixEdit& made, Variants& variants) const {
    std::vector<FixSpec>& specs = variants.referring;
    if (std::optional<FixSpec> beside = as_beside(made)) specs.push_back(*std::move(beside));
    for (const std::string& name : existing(made.type)) {
      specs.push_back(without(referring(*site_.spec, made, expression(name + ".name")), made));
      const std::string text = plain_text(resources().find(name)->second, "name");
      if (!text.empty()) variants.constant.push_back(without(referring(*site_.spec, made, Value::string(text)), made));
    }
    const bool is_repeated = home_is_repeated();
    const std::optional<Value> given = is_repeated ? name_by_instance(made) : made.body.get("name");
    if (!given) {
      variants.reason = "Its module is called several times, and each needs a " + made.type + " of its own name.";
      return;
    }
    const std::string name = free_name(made.type, made.name);
    FixSpec created = *site_.spec;
    FixSpec refers = referring(created, made, expression(made.type + "." + name + ".name"));
    for (FixSpec* spec : {&created, &refers}) {
      for (FixEdit& edit : spec->edits) {
        if (edit.kind == FixEdit::Kind::kResource && edit.type == made.type) name_it(edit, name, *given);
      }
    }
    specs.push_back(std::move(refers));
    if (is_repeated) return;
    // Several resources cannot share it by its name: each has its own.
    for (FixEdit& edit : created.edits) {
      if (edit.kind == FixEdit::Kind::kResource && edit.type == made.type) edit.name = free_name(made.type, own_name());
    }
    variants.constant.push_back(std::move(created));
  }

  const std::string& own_name() const { return site_.resource.declaration->block->labels.back().text; }

  static void name_it(FixEdit& made, const std::string& label, const Value& name) {
    made.name = label;
    Members members = made.body.members();
    for (auto& [key, member] : members) {
      if (key == "name") member = name;
    }
    made.body = Value::object(std::move(members));
  }

  bool home_is_repeated() const {
    for (const source::Module* module = home_.module; module->call != nullptr; module = module->parent) {
      if (!is_single(*module->call)) return true;
    }
    return count_uses(*site_.configuration->root) > 1;
  }

  std::size_t count_uses(const source::Module& module) const {
    std::size_t uses = module.source == home_.module->source ? 1 : 0;
    for (const auto& [name, child] : module.children) uses += count_uses(*child);
    return uses;
  }

  /// "/ecs/${var.name}": the name with what the family of the task is called by; nullopt where that is a constant.
  std::optional<Value> name_by_instance(const FixEdit& made) const {
    const Value& family = site_.resource.body.get("family");
    const Value& name = made.body.get("name");
    if (!family.is_string() || !name.is_string() || !name.as_string().ends_with(family.as_string()))
      return std::nullopt;
    const std::string prefix = name.as_string().substr(0, name.as_string().size() - family.as_string().size());
    if (hcl_quote(prefix) != "\"" + prefix + "\"") return std::nullopt;
    for (const SourceRange& place : places_of(family)) {
      if (!is_in(home_, place)) continue;
      const std::string text(place.file->slice(place.bytes));
      if (is_module_reference(text)) return expression("\"" + prefix + "${" + text + "}\"");
      const bool is_template = text.size() > 2 && text.front() == '"' && text.find("${") != std::string::npos &&
                               text.find("each.") == std::string::npos && text.find("count.") == std::string::npos;
      if (is_template) return expression("\"" + prefix + text.substr(1));
    }
    return std::nullopt;
  }

  static FixSpec without(FixSpec spec, const FixEdit& made) {
    std::erase_if(spec.edits, [&](const FixEdit& edit) {
      return edit.kind == FixEdit::Kind::kResource && edit.type == made.type && edit.name == made.name;
    });
    return spec;
  }

  /// With another value wherever the name of the new resource stands.
  static FixSpec referring(const FixSpec& spec, const FixEdit& made, const Value& reference) {
    FixSpec result = spec;
    const Value& name = made.body.get("name");
    const auto refer = [&](const Value& value, const std::vector<std::string>&) -> std::optional<Value> {
      if (!name.is_string() || !value.is_string() || value.as_string() != name.as_string()) return std::nullopt;
      return reference;
    };
    for (FixEdit& edit : result.edits) edit.value = rewritten(edit.value, refer);
    return result;
  }

  /// What another container of the task says at a path, as an expression of this module or as text.
  std::optional<Value> beside(const std::vector<std::string>& path) const {
    if (!site_.containers || !site_.containers->is_sequence()) return std::nullopt;
    for (const Value& container : site_.containers->elements()) {
      const Value* value = &container;
      for (const std::string& key : path) value = value == nullptr ? nullptr : lookup(*value, key);
      if (value == nullptr || value->is_null() || value->contains_sensitive()) continue;
      for (const SourceRange& place : places_of(*value)) {
        const std::string_view text = place.file->slice(place.bytes);
        if (is_in(home_, place) && is_module_reference(text)) return expression(std::string(text));
        // A text that is computed may be the other container's own.
        const bool is_text = value->is_string() && !value->as_string().empty() && text == hcl_quote(value->as_string());
        if (is_in(home_, place) && is_text) return Value::string(value->as_string());
      }
    }
    return std::nullopt;
  }

  /// As the containers beside this one say it; nullopt where they say nothing.
  std::optional<FixSpec> as_beside(const FixEdit& made) const {
    FixSpec spec = *site_.spec;
    const Value& name = made.body.get("name");
    bool is_said = false;
    for (FixEdit& edit : spec.edits) {
      if (edit.kind != FixEdit::Kind::kSet || !edit.in_element) continue;
      const auto change = [&](const Value& value, const std::vector<std::string>& path) -> std::optional<Value> {
        const bool is_name = value.is_string() && name.is_string() && value.as_string() == name.as_string();
        const bool is_other = !path.empty() && path.back().ends_with("region");
        if (!is_name && !is_other) return std::nullopt;
        std::vector<std::string> whole = split(edit.path, '.');
        whole.insert(whole.end(), path.begin(), path.end());
        std::optional<Value> said = beside(whole);
        is_said = is_said || (said && is_name);
        return said;
      };
      edit.value = rewritten(edit.value, change);
    }
    if (!is_said) return std::nullopt;
    return without(std::move(spec), made);
  }

  /// A data source that the module has already, else the one that is asked for together with its declaration.
  void resolve_data(FixSpec& spec) const {
    std::vector<FixEdit> declared;
    const auto resolve = [&](const Value& value, const std::vector<std::string>&) -> std::optional<Value> {
      const std::string* text = raw_expression(value);
      const std::vector<std::string> parts = text == nullptr ? std::vector<std::string>{} : split(*text, '.');
      if (parts.size() < 3 || parts[0] != "data") return std::nullopt;
      const std::string prefix = "data." + parts[1] + ".";
      if (resources().contains(prefix + parts[2])) return std::nullopt;
      for (auto at = resources().lower_bound(prefix); at != resources().end() && at->first.starts_with(prefix); ++at) {
        if (!is_single(at->second)) continue;
        return expression(at->first + text->substr(prefix.size() + parts[2].size()));
      }
      declared.push_back({.kind = FixEdit::Kind::kResource, .type = "data " + parts[1], .name = parts[2]});
      declared.back().body = Value::object({});
      return std::nullopt;
    };
    for (FixEdit& edit : spec.edits) edit.value = rewritten(edit.value, resolve);
    for (FixEdit& edit : declared) spec.edits.push_back(std::move(edit));
  }

  /// The same with the plan's Region in place of the data source; nullopt when other references are left, or none was.
  std::optional<FixSpec> without_references(FixSpec spec) const {
    if (site_.region.empty()) return std::nullopt;
    bool changed = false;
    const auto resolve = [&](const Value& value, const std::vector<std::string>&) -> std::optional<Value> {
      const std::string* text = raw_expression(value);
      if (text == nullptr || !text->starts_with("data.aws_region.")) return std::nullopt;
      changed = true;
      return Value::string(site_.region);
    };
    for (FixEdit& edit : spec.edits) edit.value = rewritten(edit.value, resolve);
    const bool refers =
        std::ranges::any_of(spec.edits, [](const FixEdit& edit) { return contains_expression(edit.value); });
    if (!changed || refers) return std::nullopt;
    return spec;
  }

  std::string free_name(const std::string& type, const std::string& name) const {
    std::string free = name;
    for (int i = 2; resources().contains(type + "." + free); ++i) free = name + "_" + std::to_string(i);
    return free;
  }

  /// Resources of a type that stand once in the module, those that sound like this one first.
  std::vector<std::string> existing(const std::string& type) const {
    std::vector<std::string> names;
    const std::string prefix = type + ".";
    for (const auto& [name, declaration] : resources()) {
      if (!name.starts_with(prefix) || !is_single(declaration)) continue;
      if (!is_of_another_service(name.substr(prefix.size()), declaration)) names.push_back(name);
    }
    const std::string& own = own_name();
    std::ranges::stable_sort(names, [&](const std::string& a, const std::string& b) {
      return edit_distance(a.substr(prefix.size()), own) < edit_distance(b.substr(prefix.size()), own);
    });
    return names;
  }

  const Site& site_;
  const Home& home_;
};

const source::Module* module_in(const source::Module& module, const std::string& directory) {
  const bool is_it =
      module.source != nullptr && module.is_local && join_path(module.source->directory, ".") == directory;
  if (is_it) return &module;
  for (const auto& [name, child] : module.children) {
    if (const source::Module* found = module_in(*child, directory)) return found;
  }
  return nullptr;
}

/// The call in `home` on the way to the resource's module, or the resource itself.
SourceRange on_the_way(const Site& site, const source::Module& home) {
  const source::Module* module = site.resource.module;
  if (module == &home) return site.resource.declaration->range();
  while (module != nullptr && module->parent != &home) module = module->parent;
  return module == nullptr || module->call == nullptr ? SourceRange{} : module->call->range();
}

}  // namespace

Home home_of(const Site& site) {
  const source::Module* module = site.resource.module;
  while (!module->is_local && module->parent != nullptr) module = module->parent;
  return {.module = module, .neighbour = on_the_way(site, *module)};
}

std::optional<Home> home_of(const Site& site, const SourceRange& place, Documents& documents) {
  const std::string directory = join_path(parent_path(place.file->name()), ".");
  // The same files may be read in several places of the tree: that of the resource counts.
  for (const source::Module* module = site.resource.module; module != nullptr; module = module->parent) {
    const bool is_it =
        module->source != nullptr && module->is_local && join_path(module->source->directory, ".") == directory;
    if (is_it) return Home{.module = module, .neighbour = on_the_way(site, *module)};
  }
  const source::Module* module = module_in(*site.configuration->root, directory);
  const Node node = documents.find(place);
  const hcl::Block* block = node.blocks.empty() ? node.block : node.blocks.front();
  if (module == nullptr || block == nullptr) return std::nullopt;
  return Home{.module = module, .neighbour = {place.file, block->range}};
}

bool is_in(const Home& home, const SourceRange& place) {
  return join_path(parent_path(place.file->name()), ".") == join_path(home.module->source->directory, ".");
}

Variants variants_of(const Site& site, const Home& home) {
  return Chooser(site, home).all();
}

bool contains_expression(const Value& value) {
  if (raw_expression(value) != nullptr) return true;
  if (value.is_sequence()) return std::ranges::any_of(value.elements(), contains_expression);
  return value.is_object() &&
         std::ranges::any_of(value.members(), [](const auto& member) { return contains_expression(member.second); });
}

}  // namespace plimsoll::fix
