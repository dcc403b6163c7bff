#include "walk.h"

namespace plimsoll::policy {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

class Parts {
 public:
  explicit Parts(const PartVisitor& visit) : visit_(visit) {}

  void of(const hcl::Expression& expression) {
    std::visit(Overloaded{
                   [](const hcl::Literal&) {},
                   [](const hcl::Variable&) {},
                   [](const hcl::SplatElement&) {},
                   [this](const hcl::Template& node) { parts(node.parts); },
                   [this](const hcl::GetAttribute& node) { part(node.object); },
                   [this](const hcl::Index& node) { part(node.collection), part(node.key); },
                   [this](const hcl::Splat& node) { part(node.source), part(node.each); },
                   [this](const hcl::Call& node) { call(node); },
                   [this](const hcl::Unary& node) { part(node.operand); },
                   [this](const hcl::Binary& node) { binary(node); },
                   [this](const hcl::Conditional& node) {
                     part(node.condition), part(node.then, true), part(node.otherwise, true);
                   },
                   [this](const hcl::TupleConstructor& node) {
                     for (const hcl::ExpressionPtr& element : node.elements) part(element);
                   },
                   [this](const hcl::ObjectConstructor& node) {
                     for (const hcl::ObjectItem& item : node.items) part(item.key), part(item.value);
                   },
                   [this](const hcl::For& node) {
                     part(node.collection), part(node.key), part(node.value), part(node.condition);
                   },
                   [this](const hcl::Parentheses& node) { part(node.inner); },
               },
               expression.node);
  }

 private:
  void part(const hcl::ExpressionPtr& expression, bool optional_part = false) {
    if (expression != nullptr) visit_(*expression, optional_part);
  }

  void call(const hcl::Call& node) {
    const bool swallows = node.name == "core::try" || node.name == "core::can";
    for (const hcl::ExpressionPtr& argument : node.arguments) part(argument, swallows);
  }

  void binary(const hcl::Binary& node) {
    const bool logical = node.op == hcl::BinaryOperator::kAnd || node.op == hcl::BinaryOperator::kOr;
    part(node.left, logical), part(node.right, logical);
  }

  void parts(const std::vector<hcl::TemplatePart>& list) {
    for (const hcl::TemplatePart& item : list) {
      std::visit(
          Overloaded{
              [](const hcl::TemplateText&) {},
              [this](const hcl::TemplateInterpolation& node) { part(node.value); },
              [this](const hcl::TemplateIf& node) { part(node.condition), parts(node.then), parts(node.otherwise); },
              [this](const hcl::TemplateFor& node) { part(node.collection), parts(node.body); },
          },
          item.node);
    }
  }

  const PartVisitor& visit_;
};

}  // namespace

void visit_parts(const hcl::Expression& expression, const PartVisitor& visit) {
  Parts(visit).of(expression);
}

}  // namespace plimsoll::policy
