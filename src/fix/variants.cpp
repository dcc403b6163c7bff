#include "variants.h"

#include <algorithm>
#include <optional>

#include "documents.h"
#include "plimsoll/base/text.h"
#include "written.h"

namespace plimsoll::fix {
namespace {

using policy::FixEdit;
using policy::FixSpec;

constexpr std::string_view kExpressionKey = "__expression";
constexpr std::string_view kRegion = "data.aws_region.";

Value expression(std::string text) {
  return Value::object({{std::string(kExpressionKey), Value::string(std::move(text))}});
}

/// Every part of a value, rewritten where `change` says so.
template <typename Change>
Value rewritten(const Value& value, const Change& change) {
  if (const std::optional<Value> other = change(value)) return *other;
  if (raw_expression(value) != nullptr) return value;
  if (value.is_sequence()) {
    Sequence elements = value.elements();
    for (Value& element : elements) element = rewritten(element, change);
    return Value::sequence(value.kind(), std::move(elements)).with_sensitive(value.is_sensitive());
  }
  if (!value.is_object()) return value;
  Members members = value.members();
  for (auto& [key, member] : members) member = rewritten(member, change);
  return Value::object(std::move(members), value.kind()).with_sensitive(value.is_sensitive());
}

template <typename Change>
void rewrite(FixSpec& spec, const Change& change) {
  for (FixEdit& edit : spec.edits) edit.value = rewritten(edit.value, change);
}

bool is_single(const source::Declaration& declaration) {
  return declaration.argument("count") == nullptr && declaration.argument("for_each") == nullptr;
}

/// The text of an argument that is a plain string.
std::optional<std::string> plain_text(const source::Declaration& declaration, std::string_view name) {
  const source::Argument* argument = declaration.argument(name);
  const auto* text = argument == nullptr ? nullptr : std::get_if<hcl::Template>(&argument->attribute->value->node);
  if (text == nullptr || text->is_heredoc || text->parts.size() != 1) return std::nullopt;
  const auto* part = std::get_if<hcl::TemplateText>(&text->parts.front().node);
  return part == nullptr ? std::nullopt : std::optional(part->text);
}

/// The variants that one module can be the home of.
class InModule {
 public:
  InModule(const Site& site, const source::Module& home) : site_(site), home_(home) {}

  std::vector<Variant> run() {
    const auto made = std::ranges::find(site_.spec->edits, FixEdit::Kind::kResource, &FixEdit::kind);
    if (made == site_.spec->edits.end()) {
      add(*site_.spec);
    } else {
      with_resource(*made, static_cast<std::size_t>(made - site_.spec->edits.begin()));
    }
    return std::move(variants_);
  }

 private:
  const source::Declarations& resources() const { return home_.source->resources; }

  void with_resource(const FixEdit& made, std::size_t index) {
    const std::vector<std::string> there = existing(made.type);
    for (const std::string& name : there) {
      add(without(index, named(*site_.spec, made, expression(name + ".name"))));
    }
    const std::string name = free_name(made.type, made.name);
    FixSpec created = *site_.spec;
    created.edits[index].name = name;
    add(named(created, made, expression(made.type + "." + name + ".name")));
    for (const std::string& other : there) {
      const std::optional<std::string> text = plain_text(resources().find(other)->second, "name");
      if (text) add_text(without(index, named(*site_.spec, made, Value::string(*text))));
    }
    // Several resources cannot share it by its name: each has its own.
    created.edits[index].name = free_name(made.type, own_name());
    add_text(created);
  }

  const std::string& own_name() const { return site_.resource.declaration->block->labels.back().text; }

  static FixSpec without(std::size_t index, FixSpec spec) {
    spec.edits.erase(spec.edits.begin() + static_cast<std::ptrdiff_t>(index));
    return spec;
  }

  /// With every text that names the new resource replaced.
  static FixSpec named(const FixSpec& spec, const FixEdit& made, const Value& reference) {
    FixSpec result = spec;
    const Value& name = made.body.get("name");
    rewrite(result, [&](const Value& value) -> std::optional<Value> {
      if (!name.is_string() || !value.is_string() || value.as_string() != name.as_string()) return std::nullopt;
      return reference;
    });
    return result;
  }

  void add(FixSpec spec) {
    resolve_data(spec);
    variants_.push_back({.spec = std::move(spec), .home = &home_});
  }

  /// The same with the Region as text, where it is known: for places that cannot refer to anything.
  void add_text(const FixSpec& spec) {
    add(spec);
    if (site_.region.empty()) return;
    FixSpec written = spec;
    bool is_changed = false;
    rewrite(written, [&](const Value& value) -> std::optional<Value> {
      const std::string* text = raw_expression(value);
      if (text == nullptr || !text->starts_with(kRegion)) return std::nullopt;
      is_changed = true;
      return Value::string(site_.region);
    });
    if (!is_changed) return;
    add(std::move(written));
    variants_.back().notes.push_back("The Region is written as text: " + site_.region + ".");
  }

  /// A data source that the module has already, else the one that is asked for together with its declaration.
  void resolve_data(FixSpec& spec) const {
    std::vector<FixEdit> declared;
    rewrite(spec, [&](const Value& value) -> std::optional<Value> {
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
    });
    for (FixEdit& edit : declared) spec.edits.push_back(std::move(edit));
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
      if (name.starts_with(prefix) && is_single(declaration)) names.push_back(name);
    }
    std::ranges::stable_sort(names, [&](const std::string& a, const std::string& b) {
      return edit_distance(a.substr(prefix.size()), own_name()) < edit_distance(b.substr(prefix.size()), own_name());
    });
    return names;
  }

  const Site& site_;
  const source::Module& home_;
  std::vector<Variant> variants_ = {};
};

}  // namespace

bool has_reference(const Value& value) {
  if (raw_expression(value) != nullptr) return true;
  if (value.is_sequence()) return std::ranges::any_of(value.elements(), has_reference);
  if (!value.is_object()) return false;
  return std::ranges::any_of(value.members(), [](const auto& member) { return has_reference(member.second); });
}

std::vector<Variant> variants_of(const Site& site) {
  std::vector<Variant> all;
  const bool depends_on_module = std::ranges::any_of(site.spec->edits, [](const FixEdit& edit) {
    return edit.kind == FixEdit::Kind::kResource || has_reference(edit.value) || has_reference(edit.body);
  });
  for (const source::Module* home = site.resource.module; home != nullptr; home = home->parent) {
    if (!home->is_local || home->source == nullptr) continue;
    std::vector<Variant> here = InModule(site, *home).run();
    all.insert(all.end(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
    if (!depends_on_module) break;
  }
  return all;
}

}  // namespace plimsoll::fix
