#include "changes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "address.h"
#include "fold.h"
#include "plimsoll/base/text.h"

namespace plimsoll::plan {
namespace {

using json::Cursor;
using json::Shape;

Mode mode_of(std::string_view word) {
  if (word == "managed") return Mode::kManaged;
  return word == "data" ? Mode::kData : Mode::kOther;
}

bool read_actions(Cursor& cursor, Actions& actions) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_array()) return false;
  while (cursor.next_element()) {
    std::string word;
    if (!cursor.read_string(word)) return false;
    bool* const known = word == "create"   ? &actions.create
                        : word == "read"   ? &actions.read
                        : word == "update" ? &actions.update
                        : word == "delete" ? &actions.remove
                        : word == "no-op"  ? &actions.no_op
                        : word == "forget" ? &actions.forget
                                           : nullptr;
    if (known != nullptr) {
      *known = true;
    } else {
      actions.unknown.push_back(word);
    }
    actions.words.push_back(std::move(word));
  }
  return cursor.ok();
}

/// The parallel trees of a change.
struct Trees {
  Value before = {}, after = {}, unknown = {}, before_sensitive = {}, after_sensitive = {};
};

/// An object that was read before, and its text: `before` and `after` of what does not change are the same.
struct Twin {
  std::string_view text = {};
  const Value* value = nullptr;
};

/// `before` or `after`: an object or null. Sets `twin` for the other side.
bool read_side(Cursor& cursor, bool wanted, bool& exists, Value& out, Twin& twin) {
  const Shape shape = cursor.shape();
  if (shape == Shape::kNull) return cursor.skip();
  if (shape != Shape::kObject) return cursor.enter_object();
  exists = true;
  if (!wanted) return cursor.skip();
  const std::size_t begin = cursor.offset();
  if (twin.value != nullptr && cursor.text().substr(begin).starts_with(twin.text)) {
    out = *twin.value;
    return cursor.skip();
  }
  if (!read_tree(cursor, out)) return false;
  const std::string_view rest = cursor.text().substr(begin);
  const std::size_t length = cursor.offset() - begin;
  // Up to the closing brace, so that the text is a whole object wherever it occurs.
  twin = {.text = rest.substr(0, rest.substr(0, length).rfind('}') + 1), .value = &out};
  return cursor.ok();
}

/// True in `any` when the marks can mean an unknown part: true, or an object that is not empty.
bool read_unknown(Cursor& cursor, bool wanted, bool& any, Value& out) {
  if (wanted) return read_tree(cursor, out);
  if (cursor.shape() == Shape::kBool) return cursor.read_bool(any);
  if (cursor.shape() != Shape::kObject) return cursor.skip();
  if (!cursor.enter_object()) return false;
  std::string_view key;
  while (cursor.next_member(key)) {
    any = true;
    if (!cursor.skip()) return false;
  }
  return cursor.ok();
}

constexpr std::array<std::string_view, 8> kChangeKeys = {
    "actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive", "replace_paths", "importing"};

bool read_change(Input& input, Cursor& cursor, bool wanted, ResourceChange& change) {
  if (!cursor.enter_object()) return false;
  Trees trees;
  Twin twin;
  bool any_unknown = false;
  KnownKeys keys(kChangeKeys);
  std::string_view key;
  while (cursor.next_member(key)) {
    std::size_t position = 0;
    if (!keys.find(input, cursor, key, position)) return false;
    bool good = false;
    switch (position) {
      case 0:
        good = read_actions(cursor, change.actions);
        break;
      case 1:
        good = read_side(cursor, wanted, change.has_before, trees.before, twin);
        break;
      case 2:
        good = read_side(cursor, wanted, change.has_after, trees.after, twin);
        break;
      case 3:
        good = read_unknown(cursor, wanted, any_unknown, trees.unknown);
        break;
      case 4:
        good = wanted ? read_tree(cursor, trees.before_sensitive) : cursor.skip();
        break;
      case 5:
        good = wanted ? read_tree(cursor, trees.after_sensitive) : cursor.skip();
        break;
      case 6:
        good = wanted ? read_tree(cursor, change.replace_paths) : cursor.skip();
        break;
      case 7:
        change.importing = cursor.shape() == Shape::kObject;
        good = cursor.skip();
        break;
      default:
        good = cursor.skip();
    }
    if (!good) return false;
  }
  if (!cursor.ok()) return false;
  change.before = mark_sensitive(trees.before, trees.before_sensitive);
  change.after = mark_sensitive(fold_unknown(trees.after, trees.unknown), trees.after_sensitive);
  // Nothing known at all: `after` is null beside its unknown marks.
  const bool will_exist = change.actions.create || change.actions.update || !change.actions.unknown.empty();
  if (!change.has_after && (wanted ? !change.after.is_null() : any_unknown && will_exist)) change.has_after = true;
  return true;
}

constexpr std::array<std::string_view, 11> kEntryKeys = {
    "address", "module_address",   "mode",          "type",  "name",  "provider_name",
    "deposed", "previous_address", "action_reason", "index", "change"};

/// One element of resource_changes.
bool read_entry(Input& input, Cursor& cursor, ResourceChange& change, bool& has_change) {
  if (!cursor.enter_object()) return false;
  KnownKeys keys(kEntryKeys);
  std::string mode;
  std::optional<Slice> later;  // a change that stands before the type
  const std::array<std::string*, 9> texts = {
      &change.address,      &change.module_address, &mode,           &change.type,
      &change.name,         &change.provider_name,  &change.deposed, &change.previous_address,
      &change.action_reason};
  const auto read = [&](Cursor& at) { return read_change(input, at, input.type_info(change.type).wanted, change); };
  std::string_view key;
  while (cursor.next_member(key)) {
    std::size_t position = 0;
    if (!keys.find(input, cursor, key, position)) return false;
    bool good = false;
    if (position == 6 && cursor.shape() == Shape::kBool) {
      good = cursor.skip();  // pre-releases of 0.12 wrote true, also for current objects
    } else if (position < texts.size()) {
      good = read_text(cursor, *texts[position]);
    } else if (position == texts.size()) {
      good = read_tree(cursor, change.index);
    } else if (position == kEntryKeys.size() || cursor.shape() == Shape::kNull) {
      good = cursor.skip();
    } else if (!change.type.empty()) {
      has_change = true;
      good = read(cursor);
    } else {
      good = skip_slice(cursor, later.emplace());
    }
    if (!good) return false;
  }
  if (!cursor.ok()) return false;
  if (!mode.empty()) change.mode = mode_of(mode);
  complete_address(change, !mode.empty());
  if (!later) return true;
  has_change = true;
  return input.read_slice(*later, read);
}

void warn_about(Plan& plan, const ResourceChange& change, bool has_change) {
  if (!has_change) {
    Diagnostic warning = make_warning("Resource without a change", "The plan lists it, but not what happens to it.");
    warning.where = printable(change.address);
    plan.warnings.push_back(std::move(warning));
  }
  if (!change.is_judged()) return;
  for (const std::string& word : change.actions.unknown) {
    Diagnostic warning = make_warning("Unknown action \"" + printable(word) + "\"",
                                      "The resource is judged by its planned values, which are there.");
    warning.where = printable(change.address);
    plan.warnings.push_back(std::move(warning));
  }
}

constexpr std::array<std::string_view, 9> kStateKeys = {
    "address", "mode", "type", "name", "provider_name", "deposed_key", "index", "values", "sensitive_values"};

/// One resource of a state, which stays as it is.
bool read_state_resource(Input& input, Cursor& cursor, ResourceChange& change) {
  if (!cursor.enter_object()) return false;
  KnownKeys keys(kStateKeys);
  std::string mode;
  Value sensitive;
  std::optional<Slice> later;  // values that stand before the type
  const std::array<std::string*, 6> texts = {&change.address,       &mode,          &change.type, &change.name,
                                             &change.provider_name, &change.deposed};
  const auto read = [&](Cursor& at) {
    Twin none;
    return read_side(at, input.type_info(change.type).wanted, change.has_after, change.after, none);
  };
  std::string_view key;
  while (cursor.next_member(key)) {
    std::size_t position = 0;
    if (!keys.find(input, cursor, key, position)) return false;
    const bool good = position < texts.size() ? read_text(cursor, *texts[position])
                      : position == 6         ? read_tree(cursor, change.index)
                      : position == 7         ? change.type.empty() ? skip_slice(cursor, later.emplace()) : read(cursor)
                              : position == 8 ? read_tree(cursor, sensitive)
                                              : cursor.skip();
    if (!good) return false;
  }
  if (!cursor.ok()) return false;
  if (!mode.empty()) change.mode = mode_of(mode);
  complete_address(change, !mode.empty());
  change.actions = {.no_op = true, .words = {"no-op"}};
  if (later && !input.read_slice(*later, read)) return false;
  change.after = mark_sensitive(change.after, sensitive);
  change.before = change.after;
  change.has_before = change.has_after;
  return true;
}

using ResourceVisitor = std::function<bool(Cursor&)>;

/// A module of planned_values or of a state: `visit` reads one element of its resources.
bool read_module(Cursor& cursor, const ResourceVisitor& visit) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_object()) return false;
  std::string_view key;
  while (cursor.next_member(key)) {
    const bool children = key == "child_modules";
    if ((!children && key != "resources") || cursor.shape() != Shape::kArray) {
      if (!cursor.skip()) return false;
      continue;
    }
    cursor.enter_array();
    while (cursor.next_element()) {
      if (!(children ? read_module(cursor, visit) : visit(cursor))) return false;
    }
    if (!cursor.ok()) return false;
  }
  return cursor.ok();
}

bool read_modules(Cursor& cursor, const ResourceVisitor& visit) {
  if (cursor.shape() != Shape::kObject) return cursor.skip();
  cursor.enter_object();
  std::string_view key;
  while (cursor.next_member(key)) {
    if (!(key == "root_module" ? read_module(cursor, visit) : cursor.skip())) return false;
  }
  return cursor.ok();
}

}  // namespace

bool read_changes(Input& input, Cursor& cursor, Plan& plan) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_array()) return false;
  while (cursor.next_element()) {
    ResourceChange change;
    bool has_change = false;
    if (!read_entry(input, cursor, change, has_change)) return false;
    warn_about(plan, change, has_change);
    plan.changes.push_back(std::move(change));
  }
  return cursor.ok();
}

bool read_deferred(Input& input, Cursor& cursor, Plan& plan) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_array()) return false;
  while (cursor.next_element()) {
    if (!cursor.enter_object()) return false;
    std::string_view key;
    while (cursor.next_member(key)) {
      if (key != "resource_change" || cursor.shape() != Shape::kObject) {
        if (!cursor.skip()) return false;
        continue;
      }
      ResourceChange change;
      bool has_change = false;
      if (!read_entry(input, cursor, change, has_change)) return false;
      plan.deferred_addresses.push_back(std::move(change.address));
    }
    if (!cursor.ok()) return false;
  }
  std::sort(plan.deferred_addresses.begin(), plan.deferred_addresses.end());
  return cursor.ok();
}

bool read_state(Input& input, Cursor& cursor, std::vector<ResourceChange>& changes) {
  return read_modules(cursor, [&](Cursor& at) {
    ResourceChange change;
    if (!read_state_resource(input, at, change)) return false;
    changes.push_back(std::move(change));
    return true;
  });
}

bool read_data_sources(Input& input, Cursor& cursor, Plan& plan) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_object()) return false;
  std::string_view key;
  while (cursor.next_member(key)) {
    std::vector<ResourceChange> prior;
    if (!(key == "values" ? read_state(input, cursor, prior) : cursor.skip())) return false;
    std::erase_if(prior, [&input](const ResourceChange& resource) {
      return resource.mode != Mode::kData || !input.type_info(resource.type).wanted;
    });
    std::move(prior.begin(), prior.end(), std::back_inserter(plan.data_sources));
  }
  return cursor.ok();
}

bool scan_planned_values(Cursor& cursor, bool& has_resources) {
  return read_modules(cursor, [&has_resources](Cursor& at) {
    has_resources = true;
    return at.skip();
  });
}

}  // namespace plimsoll::plan
