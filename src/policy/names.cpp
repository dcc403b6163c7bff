#include "names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "walk.h"

namespace plimsoll::policy {
namespace {

using lang::Reference;

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

void check_member(Checker& checker, const Reference& reference, const std::set<std::string>& declared) {
  const std::string kind = reference.root == "local" ? "local value" : "input";
  if (reference.member.empty()) {
    checker.error("Invalid reference",
                  quoted(reference.root) + " cannot stand alone; name one " + kind + ": " + reference.root + ".<name>.",
                  reference.range);
    return;
  }
  if (declared.count(reference.member) != 0) return;
  checker.error("Undefined Reference",
                "There is no " + kind + " named " + quoted(reference.member) + " in scope." +
                    suggestion(reference.member, {declared.begin(), declared.end()}),
                reference.range);
}

void check_each(Checker& checker, const Reference& reference, bool visible) {
  if (!visible) {
    return checker.error(
        "Undefined Reference",
        "\"each\" exists only in the condition, subject, messages and fixes of an enforce block with for_each.",
        reference.range);
  }
  if (reference.member == "key" || reference.member == "value") return;
  if (reference.member == "index") {
    return checker.error("Reserved name", "\"each.index\" is reserved. The index of a list's element is each.key.",
                         reference.range);
  }
  checker.error("Undefined Reference",
                "\"each\" has the attributes key and value only." + suggestion(reference.member, {"key", "value"}),
                reference.range);
}

/// Names of Terraform's module language that policies do not have, and what to write instead.
std::string foreign_name_hint(std::string_view root) {
  if (root == "var" || root == "variable") return " Values from outside are declared with input blocks: input.<name>.";
  if (root == "each" || root == "count") return " Policies judge resource instances one by one.";
  if (root == "data") return " Use core::getdatasource(type, config).";
  if (root == "resource") return " The resource being judged is attrs.";
  if (root.find('_') != std::string_view::npos) {
    return " A policy cannot refer to resources by address; use core::getresources(" + quoted(root) + ", {}).";
  }
  return "";
}

void check_root(Checker& checker, const Reference& reference, const VisibleNames& visible) {
  const std::string& root = reference.root;
  if (root == "input" && visible.input) return check_member(checker, reference, visible.inputs);
  if (root == "local" && visible.local) return check_member(checker, reference, visible.locals);
  if (root == "each") return check_each(checker, reference, visible.each);
  if ((root == "attrs" && visible.attrs) || (root == "prior_attrs" && visible.prior_attrs) ||
      (root == "meta" && visible.meta))
    return;
  if (is_reserved_word(root)) {
    return checker.error("Reserved name", quoted(root) + " is reserved for a future Terraform policy language.",
                         reference.range);
  }
  constexpr std::array<std::string_view, 5> kRoots = {"attrs", "prior_attrs", "meta", "input", "local"};
  if (std::find(kRoots.begin(), kRoots.end(), root) != kRoots.end()) {
    return checker.error("Undefined Reference", quoted(root) + " is not available here.", reference.range);
  }
  std::vector<std::string> names;
  if (visible.input) names.emplace_back("input");
  if (visible.local) names.emplace_back("local");
  if (visible.attrs) names.emplace_back("attrs");
  if (visible.prior_attrs) names.emplace_back("prior_attrs");
  if (visible.meta) names.emplace_back("meta");
  const std::string hint = foreign_name_hint(root);
  checker.error("Undefined Reference",
                "There is no name " + quoted(root) + " in scope." + (hint.empty() ? suggestion(root, names) : hint),
                reference.range);
}

/// In a standard file a call that may never happen is a warning: HashiCorp's own library has such slips, and its engine
/// finds them only when they are evaluated. Ours are errors.
void unknown_function(Checker& checker, const hcl::Call& call, const lang::FunctionTable& functions,
                      bool optional_part) {
  std::string detail = "There is no function named " + quoted(call.name) + ".";
  if (starts_with(call.name, "plugin::")) {
    detail += " Functions of plugins are not supported.";
  } else if (functions.find("core::" + call.name) != nullptr) {
    detail += " Built-in functions carry their namespace: core::" + call.name + "(…).";
  } else {
    detail += suggestion(call.name, functions.names());
  }
  if (optional_part) {
    checker.doubtful("Call to unknown function", std::move(detail), call.name_range);
  } else {
    checker.error("Call to unknown function", std::move(detail), call.name_range);
  }
}

void check_arity(Checker& checker, const hcl::Call& call, const lang::Function& function, ByteRange range) {
  std::size_t required = 0;
  bool unlimited = false;
  for (const lang::Parameter& parameter : function.parameters) {
    if (!parameter.optional && !parameter.variadic) ++required;
    unlimited = unlimited || parameter.variadic;
  }
  const std::size_t given = call.arguments.size();
  if (given < required && !call.expands_last) {
    checker.error("Not enough function arguments",
                  call.name + " needs " + (unlimited || function.parameters.size() > required ? "at least " : "") +
                      std::to_string(required) + " argument" + (required == 1 ? "" : "s") + "; missing " +
                      quoted(function.parameters[given].name) + ".",
                  range);
  }
  if (!unlimited && given > function.parameters.size()) {
    checker.error("Too many function arguments",
                  call.name + " takes at most " + std::to_string(function.parameters.size()) + " argument" +
                      (function.parameters.size() == 1 ? "" : "s") + "; there are " + std::to_string(given) + ".",
                  call.arguments[function.parameters.size()]->range);
  }
}

bool is_empty_literal(const hcl::Expression& expression) {
  if (const auto* tuple = std::get_if<hcl::TupleConstructor>(&expression.node)) return tuple->elements.empty();
  const auto* object = std::get_if<hcl::ObjectConstructor>(&expression.node);
  return object != nullptr && object->items.empty();
}

bool is_meta(const hcl::Expression& expression, std::string_view field) {
  const auto* access = std::get_if<hcl::GetAttribute>(&expression.node);
  const auto* root = access != nullptr ? std::get_if<hcl::Variable>(&access->object->node) : nullptr;
  return root != nullptr && root->name == "meta" && access->name.text == field;
}

/// Comparisons that are always true or always false: `attrs.volume != []`, an attribute being a list and the literal a
/// tuple, and `meta.module_path == "."`, the root being "".
void check_comparison(Checker& checker, const hcl::Binary& binary) {
  if (binary.op != hcl::BinaryOperator::kEqual && binary.op != hcl::BinaryOperator::kNotEqual) return;
  const hcl::Expression* const sides[] = {binary.left.get(), binary.right.get()};
  for (const std::size_t i : {0U, 1U}) {
    if (is_empty_literal(*sides[i])) {
      checker.warn("Comparison with an empty literal",
                   "A list or map of a resource never equals the literal [] or {}, even when it is empty. Compare "
                   "core::length(…) with 0.",
                   sides[i]->range);
    }
    if (is_meta(*sides[i], "alias") && literal_string(*sides[1 - i]) == "") {
      checker.warn("Comparison that is never true", "meta.alias is null where a provider has no alias, not \"\".",
                   sides[1 - i]->range);
    }
    if (is_meta(*sides[i], "module_path") && literal_string(*sides[1 - i]) == ".") {
      checker.warn("Comparison that is never true", "meta.module_path is \"\" at the root, not \".\".",
                   sides[1 - i]->range);
    }
  }
}

bool looks_like_pattern(const std::string& text) {
  return text.find_first_of("^$*+?()[]|\\") != std::string::npos;
}

/// regex_match takes the text first, regex the pattern: easily swapped.
void check_pattern_order(Checker& checker, const hcl::Call& call) {
  if (call.name != "core::regex_match" || call.arguments.size() != 2) return;
  const std::optional<std::string> text = literal_string(*call.arguments[0]);
  const std::optional<std::string> pattern = literal_string(*call.arguments[1]);
  if (!text.has_value() || !looks_like_pattern(*text) || (pattern.has_value() && looks_like_pattern(*pattern))) return;
  checker.warn("Arguments may be swapped", "core::regex_match takes the text first and the pattern second.",
               call.arguments[0]->range);
}

void check_call(Checker& checker, const hcl::Call& call, const lang::FunctionTable& functions, bool optional_part) {
  const ByteRange range =
      call.arguments.empty() ? call.name_range : ByteRange{call.name_range.begin, call.arguments.back()->range.end};
  if (!checker.extended && (starts_with(call.name, "plimsoll::") || starts_with(call.name, "ecs::"))) {
    return checker.error("Function needs plimsoll's extension",
                         call.name + " exists in files with plimsoll { language = 1 } in their policy block only.",
                         call.name_range);
  }
  const lang::Function* function = functions.find(call.name);
  if (function == nullptr) return unknown_function(checker, call, functions, optional_part);
  check_arity(checker, call, *function, range);
  check_pattern_order(checker, call);
}

void check_part(Checker& checker, const hcl::Expression& expression, const lang::FunctionTable& functions,
                bool optional_part) {
  if (const auto* call = std::get_if<hcl::Call>(&expression.node)) check_call(checker, *call, functions, optional_part);
  if (const auto* binary = std::get_if<hcl::Binary>(&expression.node)) check_comparison(checker, *binary);
  visit_parts(expression, [&](const hcl::Expression& part, bool optional) {
    check_part(checker, part, functions, optional_part || optional);
  });
}

/// Locals of one scope as a graph; `edges[i]` are the locals that the i-th one names.
struct Graph {
  std::vector<std::vector<std::size_t>> edges = {};
};

Graph build_graph(const std::vector<const hcl::Attribute*>& locals) {
  std::unordered_map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < locals.size(); ++i) index.emplace(locals[i]->name.text, i);
  Graph graph;
  for (const hcl::Attribute* local : locals) {
    std::vector<std::size_t> targets;
    for (const Reference& reference : lang::references(*local->value)) {
      const auto found = reference.root == "local" ? index.find(reference.member) : index.end();
      if (found != index.end()) targets.push_back(found->second);
    }
    graph.edges.push_back(std::move(targets));
  }
  return graph;
}

void report_cycle(Checker& checker, const std::vector<const hcl::Attribute*>& locals,
                  const std::vector<std::size_t>& path, std::size_t closing) {
  const auto begin = std::find(path.begin(), path.end(), closing);
  std::string text;
  for (auto it = begin; it != path.end(); ++it) text += "local." + locals[*it]->name.text + " → ";
  text += "local." + locals[closing]->name.text;
  checker.error("Cycle between locals", "A local value depends on itself: " + text + ".", locals[closing]->name.range);
}

}  // namespace

void check_calls(Checker& checker, const hcl::Expression& expression, const lang::FunctionTable& functions) {
  check_part(checker, expression, functions, false);
}

void check_expression(Checker& checker, const hcl::Expression& expression, const VisibleNames& visible,
                      const lang::FunctionTable& functions) {
  for (const Reference& reference : lang::references(expression)) check_root(checker, reference, visible);
  check_calls(checker, expression, functions);
}

void check_cycles(Checker& checker, const std::vector<const hcl::Attribute*>& locals) {
  enum class Mark : std::uint8_t { kNew, kOpen, kDone };
  const Graph graph = build_graph(locals);
  std::vector<Mark> marks(locals.size(), Mark::kNew);
  for (std::size_t start = 0; start < locals.size(); ++start) {
    if (marks[start] != Mark::kNew) continue;
    std::vector<std::size_t> path = {start};  // explicit stack: a hostile file may chain thousands of locals
    std::vector<std::size_t> next = {0};
    marks[start] = Mark::kOpen;
    while (!path.empty()) {
      const std::size_t node = path.back();
      if (next.back() == graph.edges[node].size()) {
        marks[node] = Mark::kDone;
        path.pop_back();
        next.pop_back();
        continue;
      }
      const std::size_t target = graph.edges[node][next.back()++];
      if (marks[target] == Mark::kOpen) {
        report_cycle(checker, locals, path, target);
      } else if (marks[target] == Mark::kNew) {
        marks[target] = Mark::kOpen;
        path.push_back(target);
        next.push_back(0);
      }
    }
  }
}

}  // namespace plimsoll::policy
