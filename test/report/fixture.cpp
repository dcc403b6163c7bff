#include "fixture.h"

#include <algorithm>

namespace plimsoll::report_test {
namespace {

std::vector<Control> sample_controls() {
  return {
      {.id = "ECS.4",
       .title = "ECS containers should run as non-privileged",
       .severity = Severity::kHigh,
       .description =
           "A privileged container has every capability of the host's kernel and sees its devices, so that one "
           "flaw in the application gives away the host.",
       .help_uri = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4",
       .aliases = {"AWS-0099", "EXAMPLE_1"},
       .frameworks = {{"nist-800-190", {"4.4.3"}}, {"nist-800-53-r5", {"AC-3", "AC-6"}}},
       .policy_file = "ecs-4.policy.hcl"},
      {.id = "ECS.5",
       .title = "ECS containers should be limited to read-only access to root filesystems",
       .severity = Severity::kHigh,
       .description = "A writable root file system lets an intruder leave programs behind.",
       .help_uri = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5",
       .policy_file = "ecs-5.policy.hcl"},
      {.id = "ECS.9", .title = "ECS task definitions should have a logging configuration", .severity = Severity::kHigh},
      {.id = "ECS.12", .title = "ECS clusters should use Container Insights", .severity = Severity::kMedium},
      {.id = "ECS.13",
       .title = "ECS services should be tagged",
       .severity = Severity::kLow,
       .enabled = false,
       .deprecated = true},
      {.id = "ecs-sensitive-host-mount",
       .title = "No sensitive host paths in containers",
       .severity = Severity::kCritical},
  };
}

Finding privileged() {
  Finding finding = make_finding("ECS.4", "module.api[\"blue\"].aws_ecs_task_definition.app", "web");
  finding.path = "container_definitions[\"web\"].privileged";
  finding.message = "Container \"web\" runs in privileged mode.";
  finding.location =
      Location{.file = "modules/api/main.tf", .start = {.line = 41, .column = 7}, .end = {.line = 41, .column = 24}};
  finding.related = {
      {.location = {.file = "main.tf", .start = {.line = 12, .column = 15}, .end = {.line = 12, .column = 19}},
       .message = "var.privileged is set here, in the call of module.api"}};
  finding.fix = Fix{.summary = "Set privileged to false",
                    .applicability = Applicability::kExact,
                    .hcl = "privileged = false",
                    .edits = {{.file = "modules/api/main.tf",
                               .offset = 912,
                               .length = 17,
                               .text = "privileged = false",
                               .start = {.line = 41, .column = 7},
                               .end = {.line = 41, .column = 24}}}};
  return finding;
}

Finding writable_root() {
  Finding finding = make_finding("ECS.5", "module.api[\"blue\"].aws_ecs_task_definition.app", "sidecar");
  finding.change = Change::kExisting;
  finding.path = "container_definitions[\"sidecar\"].readonlyRootFilesystem";
  finding.message = "Container \"sidecar\" can write to its root file system.";
  finding.fix = Fix{.summary = "Make the root file system read-only and mount a volume where the container writes",
                    .hcl =
                        "# in container \"sidecar\"\nreadonlyRootFilesystem = true\nmountPoints = [\n  {\n"
                        "    sourceVolume  = \"tmp\"\n    containerPath = \"/tmp\"\n  },\n]\n\n"
                        "# in the task definition\nvolume {\n  name = \"tmp\"\n}\n",
                    .notes = {"ECS Exec needs a writable root file system.",
                              "A new revision of the task definition replaces the running tasks."}};
  finding.fix->hcl.pop_back();
  return finding;
}

Finding unknown_logging() {
  Finding finding = make_finding("ECS.9", "aws_ecs_task_definition.worker", "job");
  finding.verdict = Verdict::kUnknown;
  finding.path = "container_definitions[\"job\"].logConfiguration";
  finding.message = "Whether container \"job\" has a log configuration is known only after apply.";
  finding.unknown_because = {"aws_cloudwatch_log_group.worker.name", "var.log_driver"};
  return finding;
}

Finding host_mount() {
  Finding finding = make_finding("ecs-sensitive-host-mount", "aws_ecs_task_definition.worker", "");
  finding.subject = Subject{.kind = "volume", .name = "docker"};
  finding.severity = Severity::kCritical;
  finding.path = "volume[\"docker\"].host_path";
  finding.message = "Volume \"docker\" mounts /var/run/docker.sock of the host.";
  finding.fix = Fix{.summary = "Remove the volume, or mount a directory that holds nothing of the host",
                    .applicability = Applicability::kManual,
                    .notes = {"Programs that talk to the Docker daemon stop working."}};
  return finding;
}

Finding resolved_insights() {
  Finding finding = make_finding("ECS.12", "aws_ecs_cluster.main", "");
  finding.subject = std::nullopt;
  finding.severity = Severity::kMedium;
  finding.verdict = Verdict::kPass;
  finding.change = Change::kResolved;
  finding.message = "The cluster uses Container Insights.";
  return finding;
}

Finding waived_logging() {
  Finding finding = make_finding("ECS.9", "module.api[\"blue\"].aws_ecs_task_definition.app", "sidecar");
  finding.change = Change::kExisting;
  finding.message = "Container \"sidecar\" has no log configuration.";
  finding.waiver = Waiver{.reason = "Logs go to the agent", .owner = "platform", .expires = "2026-12-01"};
  return finding;
}

Finding without_change(Finding finding, Verdict verdict) {
  finding.verdict = verdict;
  finding.change = Change::kNone;
  finding.message.clear();
  return finding;
}

void finish(PlanReport& plan) {
  for (Finding& finding : plan.findings) {
    finding.fingerprint = fingerprint(finding.control, finding.address, finding.subject);
  }
  std::ranges::sort(plan.findings, finding_less);
}

PlanReport clean_plan() {
  PlanReport plan{.path = "envs/dev/plan.json",
                  .kind = "plan",
                  .format_version = "1.2",
                  .terraform_version = "1.11.4",
                  .resources_judged = 1};
  plan.findings = {without_change(make_finding("ECS.4", "aws_ecs_task_definition.app", "web"), Verdict::kPass)};
  finish(plan);
  return plan;
}

}  // namespace

Finding make_finding(std::string control, std::string address, std::string container) {
  Finding finding{.control = std::move(control),
                  .severity = Severity::kHigh,
                  .verdict = Verdict::kFail,
                  .change = Change::kIntroduced,
                  .address = std::move(address),
                  .subject = Subject{.kind = "container", .name = std::move(container)},
                  .message = "Something is wrong."};
  finding.fingerprint = fingerprint(finding.control, finding.address, finding.subject);
  return finding;
}

Report sample_report() {
  PlanReport plan{.path = "envs/prod/plan.json",
                  .kind = "plan",
                  .format_version = "1.2",
                  .terraform_version = "1.11.4",
                  .timestamp = "2026-03-01T12:00:00Z",
                  .resources_judged = 3,
                  .notes = {"2 resources are deleted and were not judged."}};
  plan.findings = {
      privileged(),
      writable_root(),
      unknown_logging(),
      host_mount(),
      resolved_insights(),
      waived_logging(),
      without_change(make_finding("ECS.4", "aws_ecs_task_definition.worker", "job"), Verdict::kPass),
      without_change(make_finding("ECS.5", "aws_ecs_task_definition.win", "iis"), Verdict::kNotApplicable)};
  finish(plan);
  Report report{.tool_version = "0.1.0", .plans = {plan, clean_plan()}, .controls = sample_controls()};
  report.diagnostics = {make_warning("The plan has format_version 1.9", "This build knows up to 1.2.")};
  report.diagnostics.back().where = "envs/prod/plan.json";
  return report;
}

Report hostile_report() {
  const std::vector<std::string> names = {
      "web\n::error file=x::pwned",
      "::add-mask::everything",
      "\033[31mred\033]0;title\a",
      "a|b`c`<script>alert(1)</script>",
      "##vso[task.complete result=Succeeded]",
      "##[error]x",
      "@team #1 [link](https://evil.example) www.evil.example",
      "x --> y <!-- z",
      "\xE2\x80\xAEgnp.exe",
      "bad \xFF\xC3 bytes",
      "ウェブサーバー",
      "</details>\r\n```\n",
  };
  PlanReport plan{.path = "a-->b|c\n::error::x.json", .kind = "plan", .resources_judged = names.size()};
  for (const std::string& name : names) {
    Finding finding = make_finding("ECS.4", "module.m[\"" + name + "\"].aws_ecs_task_definition.x", name);
    finding.path = "container_definitions[\"" + name + "\"].privileged";
    finding.message = "Container " + name +
                      " runs in privileged mode, which is a long way of saying that it is not "
                      "confined at all: " +
                      name + " " + name;
    finding.unknown_because = {"local.x[\"" + name + "\"]"};
    finding.fix = Fix{.summary = name, .hcl = "x = \"" + name + "\"\n````\n\ty = 1", .notes = {name}};
    finding.fix->edits = {{.file = name, .offset = 1, .length = 2, .text = name}};
    finding.location = Location{.file = name + ".tf"};
    finding.related = {{.location = *finding.location, .message = name}};
    plan.findings.push_back(finding);
  }
  plan.findings[1].verdict = Verdict::kUnknown;
  plan.findings[2].change = Change::kExisting;
  plan.findings[3].change = Change::kResolved;
  plan.findings[4].waiver = Waiver{.reason = names[0], .owner = names[3], .expires = names[6]};
  plan.notes = {names[0], names[3]};
  finish(plan);
  Report report{.tool_version = "0.1.0", .plans = {plan}};
  report.controls = {{.id = "ECS.4",
                      .title = names[3],
                      .description = names[0],
                      .help_uri = "https://x.example/a)b|c <d>\n::error::",
                      .aliases = names,
                      .frameworks = {{names[0], names}}}};
  report.diagnostics = {make_error(names[0], names[2])};
  report.diagnostics.back().where = names[5];
  return report;
}

Report large_report(std::size_t count) {
  PlanReport plan{.path = "plan.json", .kind = "plan", .format_version = "1.2", .resources_judged = count};
  plan.findings.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    Finding finding = privileged();
    finding.address = "module.api[\"blue\"].aws_ecs_task_definition.app" + std::to_string(i);
    if (i % 4 == 1) finding.change = Change::kExisting;
    plan.findings.push_back(std::move(finding));
  }
  return {.tool_version = "0.1.0", .plans = {std::move(plan)}, .controls = sample_controls()};
}

Report report_of(Finding finding) {
  PlanReport plan{.path = "plan.json", .kind = "plan", .resources_judged = 1};
  plan.findings = {std::move(finding)};
  return {.tool_version = "0.1.0", .plans = {std::move(plan)}, .controls = sample_controls()};
}

report::Options include_all() {
  return {.include = {Verdict::kPass, Verdict::kNotApplicable}, .include_waived = true};
}

}  // namespace plimsoll::report_test
