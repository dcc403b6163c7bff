#include "foreign.h"

#include <algorithm>
#include <array>

#include "plimsoll/base/text.h"
#include "plimsoll/plan/read.h"

namespace plimsoll::plan {
namespace {

constexpr std::string_view kHowTo =
    "Write the plan with `terraform plan -out=FILE` and turn it into JSON with `terraform show -json FILE`.";

Diagnostic foreign(std::string what, std::string detail) {
  return make_error("Not a plan: " + std::move(what), std::move(detail));
}

Diagnostic foreign(std::string what) {
  return foreign(std::move(what), std::string(kHowTo));
}

/// The first bytes without ANSI escape sequences.
std::string plain_start(std::string_view text) {
  constexpr std::size_t kEnough = 8192;
  std::string out;
  for (std::size_t i = 0; i < std::min(text.size(), kEnough); ++i) {
    if (text[i] != '\x1b') {
      out += text[i];
      continue;
    }
    while (i < text.size() && !(text[i] >= 'A' && text[i] <= 'Z') && !(text[i] >= 'a' && text[i] <= 'z')) ++i;
  }
  return out;
}

bool is_human_plan(std::string_view text) {
  constexpr std::array<std::string_view, 8> kPhrases = {"Terraform used the selected providers",
                                                        "OpenTofu used the selected providers",
                                                        "Terraform will perform the following actions",
                                                        "OpenTofu will perform the following actions",
                                                        "An execution plan has been generated",
                                                        "Refreshing state...",
                                                        "No changes. ",
                                                        "Changes to Outputs:"};
  const std::string start = plain_start(text);
  return std::any_of(kPhrases.begin(), kPhrases.end(),
                     [&start](std::string_view phrase) { return start.find(phrase) != std::string::npos; });
}

/// `14:19:25.174 STDOUT [app] terraform: {…`.
bool is_terragrunt_line(std::string_view line) {
  const std::size_t stream = line.find(" STDOUT ");
  if (stream > 64) return false;  // or there is none
  const std::string_view rest = line.substr(stream);
  return rest.find("terraform: ") != std::string_view::npos || rest.find("tofu: ") != std::string_view::npos;
}

}  // namespace

bool is_binary_plan(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04");
}

std::optional<Diagnostic> find_foreign_text(std::string_view text) {
  if (is_binary_plan(text)) {
    return foreign("a binary plan file",
                   "Turn it into JSON with `terraform show -json FILE` or `tofu show -json FILE`.");
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    const std::string what = text.empty() ? "the file is empty" : "the file holds nothing but white space";
    return foreign(what, "The command that should have written it probably failed. " + std::string(kHowTo));
  }
  const std::string_view rest = text.substr(first);
  if (rest.front() == '{') return std::nullopt;
  const std::string_view line = rest.substr(0, std::min(rest.find('\n'), std::size_t{4096}));
  if (rest.starts_with("[command]")) {
    return foreign("output of the setup-terraform wrapper",
                   "The wrapper of setup-terraform before version 3 writes its own lines around the plan. Use "
                   "`terraform_wrapper: false` or setup-terraform v3 or later.");
  }
  if (is_terragrunt_line(line)) {
    return foreign("output with Terragrunt's prefix",
                   "Call Terragrunt with --tf-forward-stdout, or with "
                   "--json-out-dir DIR.");
  }
  if (rest.front() == '\x1b' || is_human_plan(rest)) {
    return foreign("the plan as people read it");
  }
  return std::nullopt;
}

bool TopLevel::has(std::string_view key) const {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

Diagnostic streaming_log() {
  return foreign("the log of `terraform plan -json`", "It holds no attribute values. " + std::string(kHowTo));
}

Diagnostic not_an_object(std::string_view what) {
  return foreign("the document is " + std::string(what), "A plan is a JSON object. " + std::string(kHowTo));
}

std::optional<Diagnostic> find_foreign_object(const TopLevel& top) {
  if (top.has("plan_format_version")) {
    return foreign("HCP Terraform's redacted plan",
                   "Its values are redacted, so that nothing can be judged. Download "
                   "the full plan (json-output), or use `terraform show -json FILE`.");
  }
  if (top.has("provider_config") && top.has("root_module")) {
    return foreign("configuration only, from `show -json` with -config or -module");
  }
  if (top.has("provider_schemas")) return foreign("output of `terraform providers schema -json`");
  if (top.has("valid") && top.has("diagnostics")) return foreign("output of `terraform validate -json`");
  if (top.has("function_signatures")) return foreign("output of `terraform metadata functions -json`");
  if (top.has("terraform_version") && top.has("platform")) return foreign("output of `terraform version -json`");
  if (top.has("version") && (top.has("lineage") || top.has("serial"))) {
    return foreign("a raw state file", "Turn the state into JSON with `terraform show -json`.");
  }
  if (top.keys.empty()) return foreign("an empty object");
  const bool bare = std::all_of(top.keys.begin(), top.keys.end(), [](const std::string& key) {
    return key == "format_version" || key == "terraform_version";
  });
  if (bare) {
    return foreign("neither a plan nor a state",
                   "This is what `terraform show -json` writes when there is none. " + std::string(kHowTo));
  }
  if (top.only_outputs) return foreign("output of `terraform output -json`");
  constexpr std::size_t kShown = 6;
  std::vector<std::string> shown;
  for (const std::string& key : top.keys) {
    if (shown.size() == kShown) break;
    shown.push_back("\"" + printable(key.substr(0, 40)) + "\"");
  }
  return foreign("an object with the keys " + join(shown, ", ") + (top.keys.size() > kShown ? ", ..." : ""));
}

}  // namespace plimsoll::plan
