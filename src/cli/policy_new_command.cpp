// `plimsoll policy new`: a control and its test, ready to fill in, which validate and pass as they are.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command.h"
#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

constexpr const char* kNothing = "nothing was written";
constexpr std::string_view kTaskDefinition = "aws_ecs_task_definition";

struct NewControl {
  std::string id = {};
  std::string stem = {};  // of the file names
  std::string type = {};
  std::string title = {};
};

// `@NAME@` stands for a part; HCL has too many braces for fmt.
constexpr std::string_view kContainerPolicy = R"(policy {
  plimsoll { language = 1 }
}

control @ID@ {
  title       = @TITLE@
  severity    = "medium" # critical, high, medium, low or info
  description = "Say what can go wrong, and for whom this matters."
  # help_uri   = "https://…"
  # frameworks = { "nist-800-53-r5" = ["AC-6"] }
}

resource_policy @TYPE@ @STEM@ {
  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].interactive"
    condition     = each.value.interactive != true
    error_message = "Container ${ecs::label(each.value, each.key)} keeps its standard input open."

    fix {
      summary = "Set interactive to false"
      set "each.interactive" { value = false }
    }
  }
}
)";

constexpr std::string_view kContainerTest = R"(policytest {
  targets = [@FILE@]
  plimsoll { language = 1 }
}

resource @TYPE@ "good" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
}

resource @TYPE@ "bad" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "web", image = "web:1", interactive = true },
    { name = "proxy", image = "proxy:1" },
  ]) }
  expect {
    subject = "web"
    message = "standard input"
    fix     = "interactive"
  }
}

resource @TYPE@ "not_known_yet" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}
)";

constexpr std::string_view kResourcePolicy = R"(policy {
  plimsoll { language = 1 }
}

control @ID@ {
  title       = @TITLE@
  severity    = "medium" # critical, high, medium, low or info
  description = "Say what can go wrong, and for whom this matters."
  # help_uri   = "https://…"
  # frameworks = { "nist-800-53-r5" = ["AC-6"] }
}

resource_policy @TYPE@ @STEM@ {
  locals {
    owner = core::try(attrs.tags["Owner"], null)
  }

  enforce {
    condition     = local.owner != null && local.owner != ""
    error_message = "The resource has no tag Owner."

    fix {
      summary       = "Add the tag Owner"
      applicability = "manual"
      set "tags" { value = { Owner = "TEAM" } }
    }
  }
}
)";

constexpr std::string_view kResourceTest = R"(policytest {
  targets = [@FILE@]
  plimsoll { language = 1 }
}

resource @TYPE@ "good" {
  attrs = { tags = { Owner = "payments" } }
}

resource @TYPE@ "bad" {
  expect_failure = true
  attrs          = { tags = null }
  expect {
    message = "no tag Owner"
    fix     = "tags"
  }
}

resource @TYPE@ "not_known_yet" {
  attrs = { tags = plimsoll::unknown("module.tags.all") }
  expect { verdict = "unknown" }
}
)";

constexpr std::string_view kStandardPolicy = R"(# @COMMENT@
policy {
  required_providers {
    @PROVIDER@ = { source = "hashicorp/@PROVIDER@" }
  }
}

input @LEVEL@ {
  type    = string
  default = "advisory"
}

resource_policy @TYPE@ @STEM@ {
  enforcement_level = @LEVEL_REFERENCE@

  locals {
    owner = core::try(attrs.tags["Owner"], null)
  }

  enforce {
    condition     = core::try(local.owner != null, false) && core::try(local.owner != "", false)
    error_message = "The resource has no tag Owner."
  }
}
)";

constexpr std::string_view kStandardTest = R"(policytest {
  targets = [@FILE@]
}

resource @TYPE@ "good" {
  attrs = { tags = { Owner = "payments" } }
}

resource @TYPE@ "bad" {
  expect_failure = true
  attrs          = { tags = null }
}
)";

std::string fill(std::string_view text, const NewControl& control) {
  const std::string level = control.stem + "-enforcement-level";
  const std::array<std::pair<std::string_view, std::string>, 9> parts = {{
      {"@ID@", hcl_quote(control.id)},
      {"@TITLE@", hcl_quote(control.title)},
      {"@COMMENT@", control.id + ": " + printable(control.title)},
      {"@TYPE@", hcl_quote(control.type)},
      {"@STEM@", hcl_quote(control.stem)},
      {"@FILE@", hcl_quote(control.stem + ".policy.hcl")},
      {"@PROVIDER@", control.type.substr(0, control.type.find('_'))},
      {"@LEVEL@", hcl_quote(level)},
      {"@LEVEL_REFERENCE@", "input." + level},
  }};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto part = std::find_if(parts.begin(), parts.end(),
                                   [&](const auto& each) { return text.substr(at).starts_with(each.first); });
    out += part != parts.end() ? part->second : std::string(1, text[at]);
    at += part != parts.end() ? part->first.size() : 1;
  }
  return out;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Result<NewControl> read_control(const Arguments& arguments) {
  if (arguments.operands.size() != 1) {
    return make_error("policy new needs one name", "such as `plimsoll policy new ECS.99`");
  }
  NewControl control = {.id = arguments.operands.front()};
  const bool is_name = std::all_of(control.id.begin(), control.id.end(),
                                   [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; });
  constexpr std::size_t kMaxName = 100;
  const char first = control.id.empty() ? '.' : control.id.front();
  if (!is_name || !is_letter_or_digit(first) || (first >= '0' && first <= '9') || control.id.size() > kMaxName) {
    return make_error("Invalid name " + printable(control.id),
                      "a name begins with a letter and has letters, digits, '.', '-' and '_' only: ECS.99");
  }
  control.stem = ascii_lower(control.id);
  std::replace_if(
      control.stem.begin(), control.stem.end(), [](char c) { return c == '.' || c == '_'; }, '-');
  const std::string type = arguments.last("resource-type");
  control.type = type.empty() ? std::string(kTaskDefinition) : type;
  if (!is_hcl_identifier(control.type) || control.type.find('_') == std::string::npos) {
    return make_error("Invalid resource type " + printable(control.type), "such as aws_ecs_service");
  }
  const std::string title = arguments.last("title");
  control.title = title.empty() ? "Say in one sentence what must hold" : title;
  return control;
}

struct NewFile {
  std::string path = {};
  std::string text = {};
};

std::array<NewFile, 2> files_of(const NewControl& control, const std::string& directory, bool standard) {
  const bool containers = control.type == kTaskDefinition;
  const std::string_view policy = standard ? kStandardPolicy : containers ? kContainerPolicy : kResourcePolicy;
  const std::string_view test = standard ? kStandardTest : containers ? kContainerTest : kResourceTest;
  const std::string base = directory == "." ? control.stem : join_path(directory, control.stem);
  return {NewFile{base + ".policy.hcl", fill(policy, control)}, NewFile{base + ".policytest.hcl", fill(test, control)}};
}

std::string next_steps(const std::array<NewFile, 2>& files) {
  return fmt::format(
      "{0}\n{1}\n\n"
      "Next:\n"
      "  edit condition, message and fix in {0}, and the mocks in {1}\n"
      "  plimsoll policy validate {0}\n"
      "  plimsoll policy test {1}\n"
      "  plimsoll check plan.json --policy {0}\n",
      printable(files[0].path), printable(files[1].path));
}

}  // namespace

Ending run_policy_new(const Session& session) {
  const Arguments& arguments = session.arguments;
  Result<NewControl> control = read_control(arguments);
  if (!control) return cannot(session, control.errors(), kNothing);
  FileSystem& disk = *session.world.files;
  const std::string given = arguments.last("dir");
  const std::string directory = given.empty() ? "." : given;
  if (directory != "." && disk.is_file(directory)) {
    return cannot(session, {make_error(printable(directory) + " is no directory")}, kNothing);
  }
  const std::array<NewFile, 2> files = files_of(*control, directory, arguments.has("standard"));
  Diagnostics errors;
  for (const NewFile& file : files) {
    if (!disk.is_file(file.path) || arguments.has("force")) continue;
    errors.push_back(make_error(printable(file.path) + " exists already", "--force overwrites it"));
  }
  if (!errors.empty()) return cannot(session, errors, kNothing);
  for (const NewFile& file : files) {
    const Result<Done> written = disk.write(file.path, file.text);
    if (!written) return cannot(session, written.errors(), "the files could not be written");
  }
  return {.output = next_steps(files)};
}

}  // namespace plimsoll::cli
