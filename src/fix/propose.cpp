// From what a fix wants to where it can be written.
#include <algorithm>

#include "places.h"
#include "plimsoll/base/text.h"
#include "targets.h"
#include "variants.h"
#include "written.h"

namespace plimsoll::fix {
namespace {

using policy::FixEdit;
using policy::FixSpec;

constexpr std::size_t kMostCandidates = 24;
constexpr std::size_t kMostHomes = 3;

/// The last steps of a path around a value: `capabilities.drop` gives { capabilities = { drop = … } }. With `blocks`
/// every object is a list with a block in it, as fixes write blocks.
Value nested(const std::vector<Step>& steps, std::size_t first, Value value, bool blocks) {
  for (std::size_t i = steps.size(); i-- > first;) {
    Members members;
    members.emplace_back(steps[i].name, std::move(value));
    if (i > 0 && steps[i - 1].key && blocks) members.emplace_back("name", Value::string(*steps[i - 1].key));
    value = Value::object(std::move(members));
    if (blocks && i > first) value = Value::list({std::move(value)});
  }
  return value;
}

class Proposer {
 public:
  Proposer(const Site& site, Documents& documents)
      : site_(site), documents_(documents), places_(*site.configuration, site.resource.module, documents) {}

  Proposal run() {
    // References are valid in the module that reads them: that of the place, mostly that of the resource.
    std::vector<Home> homes = {home_of(site_)};
    std::vector<Candidate> constant;
    for (std::size_t i = 0; i < homes.size() && i < kMostHomes; ++i) {
      home_ = homes[i];
      const Variants variants = variants_of(site_, home_);
      for (const FixSpec& variant : variants.referring) add(variant, homes, proposal_.candidates);
      for (const FixSpec& variant : variants.constant) {
        const std::size_t before = constant.size();
        add(variant, homes, constant);
        const bool as_text = !site_.region.empty() && std::ranges::none_of(variant.edits, [](const FixEdit& edit) {
          return contains_expression(edit.value);
        });
        for (std::size_t k = before; as_text && k < constant.size(); ++k) {
          constant[k].notes.push_back("The Region is written as text: " + site_.region + ".");
        }
      }
      if (!variants.reason.empty()) because(variants.reason);
    }
    append_to(proposal_.candidates, constant);
    proposal_.reason = !reason_.empty() ? reason_ : places_.reason();
    if (proposal_.candidates.empty() && proposal_.reason.empty()) {
      proposal_.reason = "No place in the source was found that decides it.";
    }
    return std::move(proposal_);
  }

 private:
  static void append_to(std::vector<Candidate>& all, std::vector<Candidate>& more) {
    for (Candidate& candidate : more) {
      if (all.size() < kMostCandidates) all.push_back(std::move(candidate));
    }
  }

  void add(const FixSpec& variant, std::vector<Home>& homes, std::vector<Candidate>& candidates) {
    for (Candidate& candidate : carried_out(variant)) {
      if (candidates.size() >= kMostCandidates) return;
      candidate.spec = variant;
      const Operation* elsewhere = stray(candidate, home_);
      if (elsewhere != nullptr) {
        add_home(elsewhere->place, homes);
      } else {
        candidates.push_back(std::move(candidate));
      }
    }
  }

  /// An operation that writes a reference where the module of `home` is not the one that reads it; nullptr without.
  const Operation* stray(const Candidate& candidate, const Home& home) const {
    for (const Operation& operation : candidate.operations) {
      const bool refers = contains_expression(operation.value) ||
                          contains_expression(Value::tuple(operation.elements)) ||
                          contains_expression(Value::object(operation.items));
      if (operation.kind == Operation::Kind::kTopLevel || !refers) continue;
      if (!is_in(home, operation.place) || is_constant(operation.place)) return &operation;
    }
    return nullptr;
  }

  /// Defaults of variables and files of values cannot refer to anything.
  bool is_constant(const SourceRange& place) const {
    if (place.file->name().ends_with(".tfvars")) return true;
    const Node node = documents_.find(place);
    return !node.blocks.empty() && node.blocks.front()->type.text == "variable";
  }

  void add_home(const SourceRange& place, std::vector<Home>& homes) const {
    if (is_constant(place)) return;
    const std::optional<Home> home = home_of(site_, place, documents_);
    const bool is_known =
        home && std::ranges::any_of(homes, [&](const Home& one) { return one.module->source == home->module->source; });
    if (home && !is_known) homes.push_back(*home);
  }

  void because(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }

  // --- one variant

  std::vector<Candidate> carried_out(const FixSpec& spec) {
    std::vector<Candidate> all = {{}};
    for (const FixEdit& edit : spec.edits) {
      std::vector<Candidate> next;
      for (const Candidate& more : written(edit)) {
        for (const Candidate& before : all) next.push_back(joined(before, more));
      }
      if (next.empty()) return {};
      if (next.size() > kMostCandidates) next.resize(kMostCandidates);
      all = std::move(next);
    }
    std::erase_if(all, [](const Candidate& candidate) { return candidate.operations.empty(); });
    return all;
  }

  static Candidate joined(const Candidate& a, const Candidate& b) {
    Candidate both = a;
    both.operations.insert(both.operations.end(), b.operations.begin(), b.operations.end());
    both.notes.insert(both.notes.end(), b.notes.begin(), b.notes.end());
    both.limit = std::max(a.limit, b.limit);
    return both;
  }

  std::vector<Candidate> written(const FixEdit& edit) {
    if (!can_be_written(edit.value) || !can_be_written(edit.body)) {
      because("What to write is not known, or must not be shown.");
      return {};
    }
    if (edit.kind == FixEdit::Kind::kResource) return resource(edit);
    const Value& body = site_.resource.body;
    if (edit.kind == FixEdit::Kind::kBlock) return block(edit, body);
    const Value* base = base_of(edit, site_.subject, body, site_.containers);
    const std::optional<std::vector<Step>> steps = parse_path(edit.path);
    if (base == nullptr) {
      because("The source does not say for certain which " + (site_.subject ? site_.subject->kind : "part") +
              " it is.");
      return {};
    }
    if (!steps || steps->empty()) return {};
    const Walk way = walk(*base, *steps);
    if (way.unknown != nullptr) {
      because("Its value in the source is known only after apply.");
      return {};
    }
    // A diff shows what it replaces.
    if (way.found == steps->size() && edit.kind != FixEdit::Kind::kAppend && way.way.back()->contains_sensitive()) {
      because("Its value is sensitive, and an edit would show it.");
      return {};
    }
    switch (edit.kind) {
      case FixEdit::Kind::kSet:
        return set(edit, *steps, way);
      case FixEdit::Kind::kAppend:
        return append(edit, *steps, way, *base);
      case FixEdit::Kind::kRemove:
        return remove(*steps, way);
      case FixEdit::Kind::kBlock:
      case FixEdit::Kind::kResource:
        break;
    }
    return {};
  }

  bool holds_blocks(const FixEdit& edit) const {
    return !edit.in_element || !site_.subject || site_.subject->kind == "volume";
  }

  std::vector<Candidate> resource(const FixEdit& edit) {
    const bool is_data = edit.type.starts_with("data ");
    const std::string type = is_data ? edit.type.substr(5) : edit.type;
    return places_.top_level(home_.neighbour, is_data ? "data" : "resource", {type, edit.name}, edit.body);
  }

  std::vector<Candidate> block(const FixEdit& edit, const Value& body) {
    const Value& name = edit.body.get("name");
    const Value& there = body.get(edit.type);
    if (there.is_unknown()) {
      because("Which " + edit.type + " blocks there are is known only after apply.");
      return {};
    }
    if (name.is_string() && named_element(there, name.as_string()) != nullptr) return {{}};
    return places_.insert_block(body, edit.type, edit.body);
  }

  std::vector<Candidate> set(const FixEdit& edit, const std::vector<Step>& steps, const Walk& way) {
    if (way.found == steps.size()) {
      std::vector<Candidate> out = places_.replace_member(*way.way.back(), steps.back().name, edit.value);
      return out.empty() ? places_.give(*way.way[steps.size() - 1], steps.back().name, edit.value) : out;
    }
    std::vector<Candidate> out = missing(edit, steps, way, edit.value);
    if (way.null == nullptr) return out;
    std::vector<Candidate> first = places_.replace(*way.null, nested(steps, way.found + 1, edit.value, false));
    first.insert(first.end(), out.begin(), out.end());
    return first;
  }

  /// What the path lacks, in the innermost object that there is.
  std::vector<Candidate> missing(const FixEdit& edit, const std::vector<Step>& steps, const Walk& way,
                                 const Value& value) {
    const Value& object = *way.way.back();
    const std::string& name = steps[way.found].name;
    const bool is_last = way.found + 1 == steps.size();
    if (is_last) return places_.insert(object, name, value);
    const bool blocks = holds_blocks(edit);
    if (!blocks) return places_.insert(object, name, nested(steps, way.found + 1, value, false));
    return places_.insert_block(object, name, nested(steps, way.found + 1, value, true));
  }

  std::vector<Candidate> append(const FixEdit& edit, const std::vector<Step>& steps, const Walk& way,
                                const Value& base) {
    Sequence elements = edit.value.is_sequence() ? edit.value.elements() : Sequence{edit.value};
    if (way.found == steps.size() && way.way.back()->is_sequence()) {
      std::erase_if(elements, [&](const Value& element) { return holds(*way.way.back(), element); });
    }
    std::vector<Candidate> added = {{}};
    if (!elements.empty()) {
      const bool exists = way.found == steps.size();
      added = exists ? places_.append(*way.way.back(), elements) : missing(edit, steps, way, Value::tuple(elements));
      // A module's own default, an empty list mostly, gives way to what the caller passes.
      const bool is_default = exists && added.empty() && way.way.back()->elements().empty();
      if (is_default) added = places_.give(*way.way[steps.size() - 1], steps.back().name, Value::tuple(elements));
      if (!exists && way.null != nullptr) {
        std::vector<Candidate> first = places_.replace(*way.null, Value::tuple(elements));
        first.insert(first.end(), added.begin(), added.end());
        added = std::move(first);
      }
    }
    return steps.back().name == "secrets" ? moved_out(added, base, elements) : added;
  }

  static bool holds(const Value& list, const Value& wanted) {
    return std::ranges::any_of(list.elements(), [&](const Value& element) { return equal(element, wanted); });
  }

  /// A name may stand in environment or in secrets, not in both.
  std::vector<Candidate> moved_out(std::vector<Candidate> all, const Value& container, const Sequence& secrets) {
    const Value* environment = lookup(container, "environment");
    for (const Value& secret : secrets) {
      const Value& name = secret.get("name");
      const Value* element =
          environment != nullptr && name.is_string() ? named_element(*environment, name.as_string()) : nullptr;
      if (element == nullptr) {
        because("The environment variable is not for certain in one place of the source.");
        return {};
      }
      std::vector<Candidate> next;
      for (const Candidate& removal : places_.remove_element(*environment, *element, name.as_string())) {
        for (const Candidate& before : all) next.push_back(joined(before, removal));
      }
      all = std::move(next);
    }
    return all;
  }

  std::vector<Candidate> remove(const std::vector<Step>& steps, const Walk& way) {
    if (way.found < steps.size()) {
      because("The source does not set it.");
      return {};
    }
    return places_.remove(*way.way[way.way.size() - 2], steps.back().name, *way.way.back());
  }

  const Site& site_;
  Documents& documents_;
  Places places_;
  Home home_ = {};
  Proposal proposal_ = {};
  std::string reason_ = {};
};

bool matches(const Value& found, const Value& wanted) {
  if (raw_expression(wanted) != nullptr || found.is_unknown()) return !found.is_null();
  if (wanted.is_object() && found.is_object()) {
    return std::ranges::all_of(wanted.members(), [&](const auto& member) {
      const Value* there = lookup(found, member.first);
      return there != nullptr && matches(*there, member.second);
    });
  }
  if (wanted.is_sequence() && found.is_sequence()) {
    return std::ranges::all_of(wanted.elements(), [&](const Value& element) {
      return std::ranges::any_of(found.elements(), [&](const Value& one) { return matches(one, element); });
    });
  }
  return equal(found, wanted);
}

bool edit_is_done(const FixEdit& edit, const std::optional<Subject>& subject, const Value& body,
                  const std::optional<Value>& containers) {
  if (edit.kind == FixEdit::Kind::kResource) return true;  // no part of this resource
  if (edit.kind == FixEdit::Kind::kBlock) {
    const Value& blocks = body.get(edit.type);
    return blocks.is_sequence() &&
           std::ranges::any_of(blocks.elements(), [&](const Value& block) { return matches(block, edit.body); });
  }
  const Value* base = base_of(edit, subject, body, containers);
  const std::optional<std::vector<Step>> steps = parse_path(edit.path);
  if (base == nullptr || !steps) return false;
  const Walk way = walk(*base, *steps);
  const bool is_there = way.found == steps->size();
  if (edit.kind == FixEdit::Kind::kRemove) return !is_there && way.unknown == nullptr;
  if (!is_there) return false;
  const Value& found = *way.way.back();
  if (edit.kind == FixEdit::Kind::kSet) return matches(found, edit.value);
  return matches(found, edit.value.is_sequence() ? edit.value : Value::tuple({edit.value}));
}

std::string base_path(const FixEdit& edit, const std::optional<Subject>& subject) {
  if (!edit.in_element || !subject) return "";
  const std::string list = subject->kind == "volume" ? "volume" : "container_definitions";
  return list + "[" + hcl_quote(subject->name) + "].";
}

}  // namespace

std::vector<std::string> stated_paths(const FixSpec& spec, const std::optional<Subject>& subject) {
  std::vector<std::string> paths;
  for (const FixEdit& edit : spec.edits) {
    if (edit.kind == FixEdit::Kind::kResource) continue;
    const bool is_block = edit.kind == FixEdit::Kind::kBlock;
    paths.push_back(is_block ? edit.type : base_path(edit, subject) + edit.path);
    if (edit.kind == FixEdit::Kind::kAppend && edit.path == "secrets") {
      paths.push_back(base_path(edit, subject) + "environment");
    }
  }
  return paths;
}

namespace {

/// Whether a list has an element that would stand in the new one's way: of the same name, or mounted at the same path.
bool is_taken(const Value& list, const Value& wanted) {
  return std::ranges::any_of(list.elements(), [&](const Value& element) {
    return std::ranges::any_of(std::initializer_list<const char*>{"name", "containerPath"}, [&](const char* key) {
      const Value* one = lookup(element, key);
      const Value* other = lookup(wanted, key);
      return one != nullptr && other != nullptr && equal(*one, *other);
    });
  });
}

bool is_added(const FixEdit& edit, const std::optional<Subject>& subject, const Value& body,
              const std::optional<Value>& containers) {
  const Value* base = base_of(edit, subject, body, containers);
  const std::optional<std::vector<Step>> steps = parse_path(edit.path);
  if (base == nullptr || !steps) return true;  // nothing to add it to
  const Walk way = walk(*base, *steps);
  if (way.unknown != nullptr) return true;
  if (way.found < steps->size() || !way.way.back()->is_sequence()) return false;
  const Sequence elements = edit.value.is_sequence() ? edit.value.elements() : Sequence{edit.value};
  return std::ranges::all_of(elements, [&](const Value& one) { return is_taken(*way.way.back(), one); });
}

}  // namespace

FixSpec not_added(const FixSpec& spec, const std::optional<Subject>& subject, const Value& body,
                  const std::optional<Value>& containers) {
  FixSpec rest = spec;
  const bool is_missing = std::ranges::any_of(spec.edits, [&](const FixEdit& edit) {
    return edit.kind == FixEdit::Kind::kAppend && !is_added(edit, subject, body, containers);
  });
  std::erase_if(rest.edits, [&](const FixEdit& edit) {
    return !is_missing || (edit.kind != FixEdit::Kind::kAppend && edit.kind != FixEdit::Kind::kBlock) ||
           edit_is_done(edit, subject, body, containers);
  });
  return rest;
}

Proposal propose(const Site& site, Documents& documents) {
  return Proposer(site, documents).run();
}

bool is_done(const FixSpec& spec, const std::optional<Subject>& subject, const Value& body,
             const std::optional<Value>& containers) {
  return std::ranges::all_of(spec.edits,
                             [&](const FixEdit& edit) { return edit_is_done(edit, subject, body, containers); });
}

}  // namespace plimsoll::fix
