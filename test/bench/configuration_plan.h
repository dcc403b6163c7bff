// The plan of a generated configuration.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plimsoll::bench {

using Words = std::vector<std::pair<std::string_view, std::string>>;

/// Every "@NAME@" of the text replaced.
std::string fill(std::string_view text, const Words& words);

/// A resource as the plan has it; texts are JSON.
struct Resource {
  std::string type = {};
  std::string name = {};
  std::string after = {};
  std::string unknown = {};
  std::string references = {};  // of container_definitions
  std::size_t count = 0;        // 0: not repeated
};

struct Module;
struct Call {
  std::string name = {};
  std::string source = {};
  const Module* module = nullptr;
  std::vector<std::string> keys = {};  // of for_each; none: not repeated
};

struct Module {
  std::string service = {};
  std::vector<Resource> resources = {};
  std::vector<Call> calls = {};
};

/// A task definition whose containers are unknown; `tags` and `references` are JSON.
Resource task_definition(const std::string& name, const std::string& family, const std::string& tags,
                         const std::string& references);

/// The repository "app", whose URL is unknown.
Resource repository(const std::string& name);

/// The JSON of the plan of a root module.
std::string plan_of(const Module& root);

}  // namespace plimsoll::bench
