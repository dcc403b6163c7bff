#include "plimsoll/cli/cli.h"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <ostream>
#include <typeinfo>

#include "color.h"
#include "command.h"
#include "config.h"

namespace plimsoll::cli {
namespace {

Ending dispatch(const Session& session) {
  const CommandId id = session.arguments.command->id;
  if (session.arguments.has("version")) return {.output = std::string("plimsoll ") + kVersion + "\n"};
  if (session.arguments.has("help")) {
    const bool named = id != CommandId::kCheck && id != CommandId::kHelp;
    return {.output = named ? command_help(command(id)) : program_help()};
  }
  switch (id) {
    case CommandId::kCheck:
      return run_check(session);
    case CommandId::kExplain:
      return run_explain(session);
    case CommandId::kControls:
      return run_controls(session);
    case CommandId::kPolicyTest:
      return run_policy_test(session);
    case CommandId::kPolicyValidate:
      return run_policy_validate(session);
    case CommandId::kPolicyNew:
      return run_policy_new(session);
    case CommandId::kConvert:
      return run_convert(session);
    case CommandId::kCompletion:
      return run_completion(session);
    case CommandId::kHelp:
      return run_help(session);
    case CommandId::kFix:
      return run_fix(session);
    case CommandId::kDiff:
      break;  // refused by parse_arguments()
  }
  return {.code = kInternalError, .reason = "a command without an implementation"};
}

Ending run_command(const std::vector<std::string>& raw, World& world) {
  const bool color_errors = use_color("auto", world.environment, world.err_is_terminal);
  Result<Arguments> arguments = parse_arguments(raw, world.environment);
  if (!arguments) {
    *world.err << render(arguments.errors(), color_errors);
    return {.code = kCannot, .reason = "nothing was done: " + first_error(arguments.errors())};
  }
  if (Result<Done> added = add_config(*arguments, *world.files); !added) {
    *world.err << render(added.errors(), color_errors);
    return {.code = kCannot, .reason = "nothing was done: " + first_error(added.errors())};
  }
  if (arguments->has("show-config")) return {.output = show_config(*arguments)};
  Log log(arguments->has("verbose"), *world.err);
  return dispatch({.world = world,
                   .arguments = *arguments,
                   .log = log,
                   .color_errors = use_color(arguments->last("color"), world.environment, world.err_is_terminal)});
}

Ending internal_error(const std::string& what) {
  return {.code = kInternalError, .reason = "internal error: " + what + "; please report it"};
}

/// The type only: the text of an exception may quote the input.
std::string type_of(const std::exception& error) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status), &std::free);
  return name == nullptr ? "exception" : name.get();
}

Ending run_guarded(const std::vector<std::string>& arguments, World& world) {
  try {
    return run_command(arguments, world);
  } catch (const std::bad_alloc&) {
    return internal_error("out of memory");
  } catch (const std::exception& error) {
    return internal_error(type_of(error));
  } catch (...) {
    return internal_error("unknown exception");
  }
}

}  // namespace

int run(const std::vector<std::string>& arguments, World& world) {
  Ending ending = run_guarded(arguments, world);
  if (!ending.output.empty()) {
    world.err->flush();
    world.out->write(ending.output.data(), static_cast<std::streamsize>(ending.output.size()));
    world.out->flush();
    if (!world.out->good()) {
      ending.code = kCannot;
      ending.reason = "the report could not be written to standard output";
    }
  }
  if (ending.code != kClean) *world.err << "plimsoll: " << ending.reason << " (exit code " << ending.code << ")\n";
  world.err->flush();
  return ending.code;
}

}  // namespace plimsoll::cli
