#include "mocks.h"

#include <set>

#include "mock_meta.h"
#include "walk.h"

namespace plimsoll::policy {
namespace {

Value all_null(const Value& prior) {
  Members members;
  for (const auto& [name, value] : prior.is_object() ? prior.members() : Members{})
    members.emplace_back(name, Value::null());
  return Value::object(std::move(members));
}

/// Both spellings of a reference work: aws_x.name.attr and aws_x.name.attrs.attr.
Value referable(const Value& attrs) {
  if (!attrs.is_object()) return attrs;
  Members members = attrs.members();
  if (attrs.find("attrs") == nullptr) members.emplace_back("attrs", attrs);
  return Value::object(std::move(members)).with_sensitive(attrs.is_sensitive());
}

/// The name of the variable that an access begins at: data of data.a.b.
std::string_view root_name(const hcl::Expression& expression) {
  const auto* variable = std::get_if<hcl::Variable>(&expression.node);
  return variable != nullptr ? std::string_view(variable->name) : std::string_view();
}

/// data.TYPE.NAME names one mock; data.TYPE in any other place may mean every one of the type.
void collect_data(const hcl::Expression& expression, const std::string& next, DataReferences& found) {
  const auto* access = std::get_if<hcl::GetAttribute>(&expression.node);
  if (access != nullptr && root_name(*access->object) == "data") {
    found.emplace(access->name.text, next.empty() ? "*" : next);
    return;
  }
  const std::string own = access != nullptr ? access->name.text : "";
  visit_parts(expression, [&](const hcl::Expression& part, bool) { collect_data(part, own, found); });
}

}  // namespace

MockValues::MockValues(const TestFile& file, const lang::FunctionTable& functions, std::size_t steps)
    : file_(file),
      functions_(functions),
      budget_({.steps = steps}),
      locals_(file.locals.size()),
      attrs_(file.mocks.size()) {
  scope_.set_lazy("local", [this](std::string_view name) { return local(name); });
  scope_.set_lazy("input", [this](std::string_view name) { return input(name); });
  for (std::size_t i = 0; i < file.locals.size(); ++i) local_index_.emplace(file.locals[i]->name.text, i);
  for (std::size_t i = 0; i < file.mocks.size(); ++i) {
    mock_index_.emplace(MockKey(file.mocks[i].kind, file.mocks[i].type, file.mocks[i].name), i);
  }
  std::set<std::string> types;
  for (const MockSyntax& mock : file.mocks) {
    if (mock.kind == MockKind::kResource) types.insert(mock.type);
  }
  for (const std::string& type : types) {
    scope_.set_lazy(type, [this, type](std::string_view name) { return resource(type, name); });
  }
}

lang::Outcome MockValues::evaluate_in(const hcl::Expression& expression, const lang::Scope* scope) {
  DataReferences data;
  collect_data(expression, "", data);
  lang::Scope with_data(scope);
  if (!data.empty()) {
    with_data.set_lazy("data", [this, &data](std::string_view type) { return data_of_type(type, data); });
  }
  return lang::evaluate(
      expression, {.source = file_.checker.source, .scope = &with_data, .functions = &functions_, .budget = &budget_});
}

lang::Outcome MockValues::evaluate_for(const hcl::Expression& expression, std::size_t mock) {
  const auto own = own_inputs_.find(mock);
  if (own == own_inputs_.end()) return evaluate_in(expression, &scope_);
  lang::Scope scope(&scope_);
  scope.set("input", own->second);
  return evaluate_in(expression, &scope);
}

lang::Outcome MockValues::compute(Slot& slot, const hcl::Expression& expression, std::optional<std::size_t> mock,
                                  const std::string& what) {
  if (slot.value.has_value()) return *slot.value;
  if (slot.running) {
    return lang::Failure{.diagnostic = make_error("Cycle between mocks", what + " depends on itself.",
                                                  file_.checker.range(expression.range)),
                         .fatal = true};
  }
  slot.running = true;
  slot.value = mock.has_value() ? evaluate_for(expression, *mock) : evaluate(expression);
  slot.running = false;
  return *slot.value;
}

std::optional<lang::Outcome> MockValues::local(std::string_view name) {
  const auto found = local_index_.find(name);
  if (found == local_index_.end()) return std::nullopt;
  const hcl::Attribute& attribute = *file_.locals[found->second];
  return compute(locals_[found->second], *attribute.value, std::nullopt, "local." + attribute.name.text);
}

std::optional<lang::Outcome> MockValues::input(std::string_view name) const {
  const Value* value = inputs_.find(name);
  if (value == nullptr) return std::nullopt;
  return lang::Outcome(*value);
}

lang::Outcome MockValues::attrs_of(std::size_t mock) {
  const MockSyntax& syntax = file_.mocks[mock];
  const hcl::Expression* attrs = syntax.attribute("attrs");
  if (attrs == nullptr) return Value::null();
  return compute(attrs_[mock], *attrs, mock, syntax.address());
}

std::optional<std::size_t> MockValues::find_mock(MockKind kind, const std::string& type, std::string_view name) const {
  const auto found = mock_index_.find(MockKey(kind, type, name));
  if (found == mock_index_.end()) return std::nullopt;
  return found->second;
}

std::optional<lang::Outcome> MockValues::resource(const std::string& type, std::string_view name) {
  const std::optional<std::size_t> mock = find_mock(MockKind::kResource, type, name);
  if (!mock.has_value()) return std::nullopt;
  lang::Outcome outcome = attrs_of(*mock);
  return outcome.ok() ? lang::Outcome(referable(outcome.value())) : outcome;
}

/// Only the mocks that are asked for: one data source may refer to another of its type.
std::optional<lang::Outcome> MockValues::data_of_type(std::string_view type, const DataReferences& asked) {
  Members members;
  for (std::size_t i = 0; i < file_.mocks.size(); ++i) {
    const MockSyntax& mock = file_.mocks[i];
    if (mock.kind != MockKind::kData || mock.type != type) continue;
    if (asked.count({mock.type, mock.name}) + asked.count({mock.type, "*"}) == 0) continue;
    lang::Outcome outcome = attrs_of(i);
    if (!outcome.ok()) return outcome;
    members.emplace_back(mock.name, referable(outcome.value()));
  }
  return lang::Outcome(Value::object(std::move(members)));
}

InputValues MockValues::read_inputs(const hcl::Block* block, Diagnostics& errors) {
  InputValues values;
  if (block == nullptr) return values;
  for (const hcl::Attribute& attribute : block->body.attributes) {
    const lang::Outcome outcome = evaluate(*attribute.value);
    if (outcome.ok()) {
      values[attribute.name.text] = outcome.value();
    } else {
      errors.push_back(outcome.failure().diagnostic);
    }
  }
  return values;
}

Value MockValues::value_of(const hcl::Expression* expression, std::size_t mock, Diagnostics& errors) {
  if (expression == nullptr) return {};
  const lang::Outcome outcome = evaluate_for(*expression, mock);
  if (outcome.ok()) return outcome.value();
  errors.push_back(outcome.failure().diagnostic);
  return {};
}

bool MockValues::flag(std::size_t mock, std::string_view name, Diagnostics& errors) {
  const hcl::Expression* expression = file_.mocks[mock].attribute(name);
  const Value value = value_of(expression, mock, errors);
  if (value.is_bool()) return value.as_bool();
  if (!value.is_null()) {
    errors.push_back(make_error("Boolean expected", "\"" + std::string(name) + "\" is true or false.",
                                file_.checker.range(expression->range)));
  }
  return false;
}

void MockValues::read_subject(std::size_t mock, Mock& out, Diagnostics& errors) {
  const MockSyntax& syntax = file_.mocks[mock];
  const lang::Outcome attrs = attrs_of(mock);
  if (!attrs.ok()) errors.push_back(attrs.failure().diagnostic);
  PolicySubject& subject = out.subject;
  subject.attrs = attrs.ok() ? attrs.value() : Value::null();
  if (out.is_data) return;
  subject.prior_attrs = value_of(syntax.attribute("prior_attrs"), mock, errors);
  const Value meta = value_of(syntax.attribute("meta"), mock, errors);
  const Value operation =
      meta.get("operation").is_null() ? value_of(syntax.attribute("operation"), mock, errors) : meta.get("operation");
  const bool has_attrs = syntax.attribute("attrs") != nullptr;
  const bool has_prior = syntax.attribute("prior_attrs") != nullptr;
  subject.operation = !has_prior ? Operation::kCreate : has_attrs ? Operation::kUpdate : Operation::kDelete;
  if (operation.is_string()) {
    const std::optional<Operation> given = parse_operation(operation.as_string());
    if (!given.has_value()) {
      errors.push_back(make_error("Invalid operation",
                                  "The operation is \"create\", \"update\", \"delete\" or \"no-op\".",
                                  file_.checker.range(syntax.block->header_range)));
    }
    subject.operation = given.value_or(subject.operation);
  }
  if (subject.operation == Operation::kDelete && !has_attrs) subject.attrs = all_null(subject.prior_attrs);
  if (syntax.kind == MockKind::kModule && !has_attrs) subject.attrs = Value::unknown({"module." + syntax.name});
  subject.meta = mock_meta(syntax, subject.operation, meta);
}

Mock MockValues::build(std::size_t mock, Diagnostics& errors) {
  const MockSyntax& syntax = file_.mocks[mock];
  Mock out = {.is_data = syntax.kind == MockKind::kData, .type = syntax.type, .name = syntax.name};
  if (syntax.kind == MockKind::kProvider) out.kind = PolicyKind::kProvider;
  if (syntax.kind == MockKind::kModule) out.kind = PolicyKind::kModule;
  out.subject = {.kind = out.kind, .type = syntax.type, .id = mock};
  out.skip = flag(mock, "skip", errors);
  out.expect_failure = flag(mock, "expect_failure", errors);
  read_subject(mock, out, errors);
  return out;
}

}  // namespace plimsoll::policy
