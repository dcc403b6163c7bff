#include "split_arguments.h"

// Without this cxxopts matches every argument with std::regex, which overflows the stack on long ones.
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

namespace plimsoll::cli {
namespace {

constexpr const char* kOperands = "plimsoll-operands";

cxxopts::Options make_options(const Command& command) {
  cxxopts::Options options("plimsoll");
  options.allow_unrecognised_options();
  auto add = options.add_options();
  for (const Flag& flag : flags()) {
    if (!belongs(flag, command.id)) continue;
    std::string names = flag.short_name == '\0' ? "" : std::string(1, flag.short_name) + ",";
    names += flag.name;
    if (flag.kind == FlagKind::kSwitch) {
      add(names, "");
    } else {
      add(names, "", cxxopts::value<std::string>());
    }
  }
  add(kOperands, "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional(kOperands);
  return options;
}

}  // namespace

Result<SplitArguments> split_arguments(const Command& command, const std::vector<std::string>& arguments) {
  std::vector<const char*> argv = {"plimsoll"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  try {
    cxxopts::Options options = make_options(command);
    const cxxopts::ParseResult parsed = options.parse(static_cast<int>(argv.size()), argv.data());
    SplitArguments result;
    for (const cxxopts::KeyValue& entry : parsed.arguments()) {
      if (entry.key() == kOperands) {
        result.operands.push_back(entry.value());
      } else {
        result.flags.push_back({entry.key(), entry.value()});
      }
    }
    result.unknown = parsed.unmatched();
    return result;
  } catch (const cxxopts::exceptions::exception& error) {
    return make_error(error.what(), "`plimsoll help " + std::string(command.name) + "` shows how to use it");
  }
}

}  // namespace plimsoll::cli
