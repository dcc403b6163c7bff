#include "mock_meta.h"

namespace plimsoll::policy {
namespace {

Value text(std::string_view value) {
  return Value::string(std::string(value));
}

Value no_stack() {
  return Value::object({{"deployment_group", text("")}, {"deployment_name", text("")}, {"stack_name", text("")}});
}

Members resource_meta(const MockSyntax& mock, Operation operation) {
  return {{"type", text(mock.type)},
          {"provider_type", text(std::string_view(mock.type).substr(0, mock.type.find('_')))},
          {"operation", text(name(operation))},
          {"module_path", text("")},
          {"tfe_stack", no_stack()},
          {"tfe_workspace", Value::object({{"tags", Value::object({}, Kind::kMap)}})}};
}

Members provider_meta(const MockSyntax& mock) {
  return {{"type", text(mock.type)},
          {"name", text(mock.type)},
          {"alias", Value::null()},
          {"namespace", text("hashicorp")},
          {"source", text("registry.terraform.io/hashicorp/" + mock.type)},
          {"version", text("")},
          {"tfe_stack", no_stack()}};
}

Members module_meta(const MockSyntax& mock) {
  return {{"address", text("module." + mock.name)},
          {"source", text(mock.type)},
          {"version", text("")},
          {"tfe_stack", no_stack()}};
}

}  // namespace

Value mock_meta(const MockSyntax& mock, Operation operation, const Value& given) {
  if (given.is_unknown()) return given;
  Members members = mock.kind == MockKind::kResource   ? resource_meta(mock, operation)
                    : mock.kind == MockKind::kProvider ? provider_meta(mock)
                                                       : module_meta(mock);
  if (given.is_object())
    members.insert(members.end(), given.members().begin(), given.members().end());  // the last wins
  return Value::object(std::move(members));
}

}  // namespace plimsoll::policy
