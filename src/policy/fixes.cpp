#include "fixes.h"

#include "messages.h"

namespace plimsoll::policy {
namespace {

/// Evaluates the expressions of one fix; the first error ends it.
class FixBuilder {
 public:
  FixBuilder(const lang::Context& context, Judgements& out) : context_(context), out_(out) {}

  bool failed() const { return failed_; }

  /// True, false or neither (unknown, null) of a `when`.
  bool holds(const hcl::Expression* when) {
    if (when == nullptr) return true;
    const Value value = evaluate(*when);
    if (failed_ || value.is_null() || value.is_unknown()) return false;
    if (value.is_bool()) return value.as_bool();
    fail("Boolean expected", "\"when\" must be true or false.", when->range);
    return false;
  }

  FixSpec build(const FixRule& rule) {
    FixSpec spec = {.summary = text(rule.summary), .applicability = rule.applicability, .notes = notes(rule.notes)};
    for (const hcl::Block& block : rule.block->body.blocks) {
      if (!failed_) spec.edits.push_back(edit(block));
    }
    return spec;
  }

 private:
  void fail(std::string summary, std::string detail, ByteRange range) {
    fail({.diagnostic = make_error(std::move(summary), std::move(detail), {.file = context_.source, .bytes = range})});
  }
  void fail(const lang::Failure& failure) {
    if (!failed_) warn(out_, failure, "The finding has no fix.");
    failed_ = true;
  }

  Value evaluate(const hcl::Expression& expression) {
    lang::Outcome outcome = lang::evaluate(expression, context_);
    if (outcome.ok()) return std::move(outcome).take();
    fail(outcome.failure());
    return {};
  }

  Value known(const hcl::Expression& expression) {
    Value value = evaluate(expression);
    if (!value.is_wholly_known()) {
      fail("Fix depends on an unknown value", "What to write is known only after apply.", expression.range);
    }
    return value;
  }

  std::string text(const hcl::Expression* expression) {
    if (expression == nullptr || failed_) return "";
    const lang::Outcome outcome = lang::evaluate_message(*expression, context_);
    if (outcome.ok()) return outcome.value().is_string() ? one_line(outcome.value().as_string()) : "";
    fail(outcome.failure());
    return "";
  }

  /// Null elements are left out, so that a note can depend on a condition.
  std::vector<std::string> notes(const hcl::Expression* expression) {
    std::vector<std::string> result;
    if (expression == nullptr || failed_) return result;
    const Value list = evaluate(*expression);
    if (list.is_null() || list.is_unknown()) return result;
    if (!list.is_sequence()) {
      fail("List expected", "\"notes\" is a list of strings.", expression->range);
      return result;
    }
    for (const Value& note : list.elements()) {
      if (note.is_null()) continue;
      if (list.is_sensitive() || note.is_sensitive()) {
        result.emplace_back("(sensitive value)");
      } else if (note.is_unknown()) {
        result.emplace_back("(known after apply)");
      } else if (note.is_string()) {
        result.push_back(one_line(note.as_string()));
      } else {
        fail("String expected", "\"notes\" is a list of strings.", expression->range);
      }
    }
    return result;
  }

  Value body(const hcl::Body& body) {
    Members members;
    for (const hcl::Attribute& attribute : body.attributes)
      members.emplace_back(attribute.name.text, known(*attribute.value));
    for (std::size_t i = 0; i < body.blocks.size(); ++i) {
      const std::string& type = body.blocks[i].type.text;
      bool first = true;
      for (std::size_t j = 0; j < i; ++j) first = first && body.blocks[j].type.text != type;
      if (!first) continue;
      Sequence objects;
      for (const hcl::Block* block : body.blocks_of(type)) objects.push_back(this->body(block->body));
      members.emplace_back(type, Value::list(std::move(objects)));
    }
    return Value::object(std::move(members));
  }

  FixEdit edit(const hcl::Block& block) {
    const std::string& type = block.type.text;
    if (type == "block") return {.kind = FixEdit::Kind::kBlock, .type = block.labels[0].text, .body = body(block.body)};
    if (type == "resource") {
      return {.kind = FixEdit::Kind::kResource,
              .type = block.labels[0].text,
              .name = block.labels[1].text,
              .body = body(block.body)};
    }
    FixEdit edit = path_of(block.labels[0].text);
    edit.kind = type == "set"      ? FixEdit::Kind::kSet
                : type == "append" ? FixEdit::Kind::kAppend
                                   : FixEdit::Kind::kRemove;
    if (const hcl::Attribute* value = block.body.attribute("value")) edit.value = known(*value->value);
    return edit;
  }

  static FixEdit path_of(const std::string& label) {
    constexpr std::string_view kEach = "each.";
    constexpr std::string_view kAttrs = "attrs.";
    if (label.rfind(kEach, 0) == 0) return {.in_element = true, .path = label.substr(kEach.size())};
    if (label.rfind(kAttrs, 0) == 0) return {.path = label.substr(kAttrs.size())};
    return {.path = label};
  }

  const lang::Context& context_;
  Judgements& out_;
  bool failed_ = false;
};

}  // namespace

std::optional<FixSpec> evaluate_fix(const Enforce& enforce, const lang::Context& context, Judgements& out) {
  for (const FixRule& rule : enforce.fixes) {
    lang::Context own = context;
    if (rule.source != nullptr) own.source = rule.source;
    FixBuilder builder(own, out);
    const bool chosen = builder.holds(rule.when);
    if (builder.failed()) return std::nullopt;
    if (!chosen) continue;
    FixSpec spec = builder.build(rule);
    if (builder.failed()) return std::nullopt;
    return spec;
  }
  return std::nullopt;
}

}  // namespace plimsoll::policy
