#include <array>
#include <set>

#include "lint.h"
#include "plimsoll/lang/pattern.h"
#include "walk.h"

namespace plimsoll::policy {
namespace {

/// Where a function takes its regular expression.
struct PatternArgument {
  std::string_view function;
  std::size_t index;
};
constexpr std::array kPatternArguments = {PatternArgument{"core::regex", 0}, PatternArgument{"core::regexall", 0},
                                          PatternArgument{"core::regex_match", 1}, PatternArgument{"core::replace", 1}};

/// The byte in the source of a quoted string without interpolation that gives the decoded byte `offset`.
std::uint32_t source_offset(std::string_view source, ByteRange range, std::size_t offset) {
  std::uint32_t at = range.begin + 1;  // behind the quote
  for (std::size_t decoded = 0; decoded < offset && at < range.end; ++decoded) {
    const bool escaped = source[at] == '\\' && source[at + 1] != 'u' && source[at + 1] != 'U';
    at += escaped ? 2 : 1;
  }
  return std::min(at, range.end);
}

class ExpressionLint {
 public:
  ExpressionLint(Checker& checker, const lang::FunctionTable& functions)
      : checker_(checker), values_(functions), functions_(functions) {}

  void body(const hcl::Body& body) {
    for (const hcl::Attribute& attribute : body.attributes) expression(*attribute.value, {});
    for (const hcl::Block& block : body.blocks) this->body(block.body);
  }

 private:
  struct Place {
    bool in_try = false;  // an error is swallowed
  };

  void expression(const hcl::Expression& node, Place place) {
    if (const auto* call = std::get_if<hcl::Call>(&node.node)) {
      const std::size_t errors = checker_.errors.size() + checker_.warnings.size();
      this->call(*call, place);
      const bool reported = checker_.errors.size() + checker_.warnings.size() != errors;
      if (!reported && !place.in_try) certain_error(node, *call);
      place.in_try = place.in_try || call->name == "core::try" || call->name == "core::can";
    }
    if (const auto* binary = std::get_if<hcl::Binary>(&node.node)) this->binary(*binary, place);
    visit_parts(node, [&](const hcl::Expression& part, bool) { expression(part, place); });
  }

  // --- calls ---

  void call(const hcl::Call& call, Place place) {
    for (const PatternArgument& row : kPatternArguments) {
      if (call.name == row.function && row.index < call.arguments.size()) pattern(*call.arguments[row.index], call);
    }
    if (call.arguments.empty() || place.in_try) return;
    const bool is_text = std::holds_alternative<hcl::Template>(call.arguments[0]->node) &&
                         !std::get<hcl::Template>(call.arguments[0]->node).is_wrap;
    if (call.name == "core::contains" && is_text) {
      checker_.error(
          "contains on text",
          "core::contains looks for an element of a list. Did you mean core::contains_substring(text, part)?",
          call.arguments[0]->range);
    }
    const bool is_list = std::holds_alternative<hcl::TupleConstructor>(call.arguments[0]->node);
    if (call.name == "core::contains_substring" && is_list) {
      checker_.error("contains_substring on a list",
                     "core::contains_substring looks for a part of a text. Did you mean core::contains(list, element)?",
                     call.name_range);
    }
  }

  void pattern(const hcl::Expression& argument, const hcl::Call& call) {
    std::optional<std::string> text = literal_string(argument);
    if (!text.has_value()) return;
    std::size_t skipped = 0;
    if (call.name == "core::replace") {  // a pattern stands between slashes, else it is plain text
      if (text->size() < 2 || text->front() != '/' || text->back() != '/') return;
      *text = text->substr(1, text->size() - 2);
      skipped = 1;
    }
    const std::optional<lang::PatternProblem> problem = lang::pattern_problem(*text);
    if (!problem.has_value()) return;
    ByteRange range = argument.range;
    const bool is_quoted = !std::get<hcl::Template>(argument.node).is_heredoc;
    if (problem->offset.has_value() && is_quoted) {
      const std::string_view source = checker_.source->text();
      range.begin = source_offset(source, argument.range, *problem->offset + skipped);
      range.end = source_offset(source, argument.range, *problem->offset + skipped + problem->length);
    }
    checker_.error("Invalid regular expression", "RE2: " + problem->reason + ".", range);
  }

  /// A call that fails even where nothing but its literal arguments is known.
  void certain_error(const hcl::Expression& node, const hcl::Call& call) {
    if (functions_.find(call.name) == nullptr || values_.exhausted()) return;
    const lang::Outcome outcome = values_.evaluate(node, checker_.source);
    if (outcome.ok() || outcome.failure().fatal) return;
    const Diagnostic& failure = outcome.failure().diagnostic;
    if (!reported_.insert({failure.range.bytes.begin, failure.range.bytes.end}).second) return;
    checker_.error(failure.summary, failure.detail, failure.range ? failure.range.bytes : node.range);
  }

  // --- guards ---

  std::string_view text_of(const hcl::Expression& node) const { return checker_.source->slice(node.range); }

  static bool is_null(const hcl::Expression& node) {
    const auto* literal = std::get_if<hcl::Literal>(&node.node);
    return literal != nullptr && literal->kind == hcl::LiteralKind::kNull;
  }

  /// What `x != null && …` (or `x == null || …`) guards.
  void guarded(const hcl::Expression& node, hcl::BinaryOperator logic, std::set<std::string_view>& found) const {
    if (const auto* inner = std::get_if<hcl::Parentheses>(&node.node)) return guarded(*inner->inner, logic, found);
    const auto* binary = std::get_if<hcl::Binary>(&node.node);
    if (binary == nullptr) return;
    const hcl::BinaryOperator wanted =
        logic == hcl::BinaryOperator::kAnd ? hcl::BinaryOperator::kNotEqual : hcl::BinaryOperator::kEqual;
    if (binary->op == logic) {
      guarded(*binary->left, logic, found);
      guarded(*binary->right, logic, found);
    } else if (binary->op == wanted && is_null(*binary->right)) {
      found.insert(text_of(*binary->left));
    } else if (binary->op == wanted && is_null(*binary->left)) {
      found.insert(text_of(*binary->right));
    }
  }

  /// Older engines evaluate both sides and let the error of the guarded side through.
  void binary(const hcl::Binary& node, Place place) {
    if (place.in_try || (node.op != hcl::BinaryOperator::kAnd && node.op != hcl::BinaryOperator::kOr)) return;
    std::set<std::string_view> names;
    guarded(*node.left, node.op, names);
    if (!names.empty()) find_access(*node.right, names);
  }

  void find_access(const hcl::Expression& node, const std::set<std::string_view>& names) {
    const hcl::Expression* object = nullptr;
    if (const auto* access = std::get_if<hcl::GetAttribute>(&node.node)) object = access->object.get();
    if (const auto* index = std::get_if<hcl::Index>(&node.node)) object = index->collection.get();
    if (object != nullptr && names.count(text_of(*object)) != 0) {
      if (!guards_reported_.insert(node.range.begin).second) return;
      return checker_.warn("Guard that older engines ignore",
                           "Engines built on HCL up to 2.23 evaluate both sides, so this is an error there when " +
                               std::string(text_of(*object)) + " is null. core::try(…) works everywhere.",
                           node.range);
    }
    const auto* call = std::get_if<hcl::Call>(&node.node);
    if (call != nullptr && (call->name == "core::try" || call->name == "core::can")) return;
    visit_parts(node, [&](const hcl::Expression& part, bool) { find_access(part, names); });
  }

  Checker& checker_;
  AbstractValues values_;
  const lang::FunctionTable& functions_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> reported_ = {};
  std::set<std::uint32_t> guards_reported_ = {};
};

}  // namespace

void lint_expressions(Checker& checker, const hcl::Body& body, const lang::FunctionTable& functions) {
  ExpressionLint(checker, functions).body(body);
}

}  // namespace plimsoll::policy
