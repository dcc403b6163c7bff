#include "container_schema.h"

#include <algorithm>
#include <array>

#include "plimsoll/ecs/ecs.h"

namespace plimsoll::ecs {

namespace {

using enum KeyType;

constexpr std::array kDependency = {Key{"condition"}, Key{"containerName"}};
constexpr std::array kEnvironmentEntry = {Key{"name"}, Key{.name = "value", .secret = true}};
constexpr std::array kTypeAndValue = {Key{"type"}, Key{"value"}};
constexpr std::array kNameAndValueFrom = {Key{"name"}, Key{"valueFrom"}};
constexpr std::array kNamespaceAndValue = {Key{"namespace"}, Key{"value"}};
constexpr std::array kExtraHost = {Key{"hostname"}, Key{"ipAddress"}};
constexpr std::array kFirelens = {Key{"options", kStringMap}, Key{"type"}};
constexpr std::array kHealthCheck = {Key{"command", kStrings}, Key{"interval", kInteger}, Key{"retries", kInteger},
                                     Key{"startPeriod", kInteger}, Key{"timeout", kInteger}};
constexpr std::array kCapabilities = {Key{"add", kStrings}, Key{"drop", kStrings}};
constexpr std::array kDevice = {Key{"containerPath"}, Key{"hostPath"}, Key{"permissions", kStrings}};
constexpr std::array kTmpfs = {Key{"containerPath"}, Key{"mountOptions", kStrings}, Key{"size", kInteger}};
constexpr std::array kLinuxParameters = {
    Key{"capabilities", kObject, kCapabilities},
    Key{"devices", kObjects, kDevice},
    Key{"initProcessEnabled", kBool},
    Key{"maxSwap", kInteger},
    Key{"sharedMemorySize", kInteger},
    Key{"swappiness", kInteger},
    Key{"tmpfs", kObjects, kTmpfs},
};
constexpr std::array kLogConfiguration = {Key{"logDriver"}, Key{"options", kStringMap},
                                          Key{"secretOptions", kObjects, kNameAndValueFrom}};
constexpr std::array kMountPoint = {Key{"containerPath"}, Key{"readOnly", kBool}, Key{"sourceVolume"}};
constexpr std::array kPortMapping = {Key{"appProtocol"},
                                     Key{"containerPort", kInteger},
                                     Key{"containerPortRange"},
                                     Key{"hostPort", kInteger},
                                     Key{"name"},
                                     Key{"protocol"}};
constexpr std::array kRepositoryCredentials = {Key{"credentialsParameter"}};
constexpr std::array kRestartPolicy = {Key{"enabled", kBool}, Key{"ignoredExitCodes", kIntegers},
                                       Key{"restartAttemptPeriod", kInteger}};
constexpr std::array kUlimit = {Key{"hardLimit", kInteger}, Key{"name"}, Key{"softLimit", kInteger}};
constexpr std::array kVolumeFrom = {Key{"readOnly", kBool}, Key{"sourceContainer"}};

constexpr std::array kContainer = {
    Key{"command", kStrings},
    Key{"cpu", kInteger},
    Key{"credentialSpecs", kStrings},
    Key{"dependsOn", kObjects, kDependency},
    Key{"disableNetworking", kBool},
    Key{"dnsSearchDomains", kStrings},
    Key{"dnsServers", kStrings},
    Key{"dockerLabels", kStringMap},
    Key{"dockerSecurityOptions", kStrings},
    Key{"entryPoint", kStrings},
    Key{"environment", kObjects, kEnvironmentEntry},
    Key{"environmentFiles", kObjects, kTypeAndValue},
    Key{"essential", kBool},
    Key{"extraHosts", kObjects, kExtraHost},
    Key{"firelensConfiguration", kObject, kFirelens},
    Key{"healthCheck", kObject, kHealthCheck},
    Key{"hostname"},
    Key{"image"},
    Key{"interactive", kBool},
    Key{"links", kStrings},
    Key{"linuxParameters", kObject, kLinuxParameters},
    Key{"logConfiguration", kObject, kLogConfiguration},
    Key{"memory", kInteger},
    Key{"memoryReservation", kInteger},
    Key{"mountPoints", kObjects, kMountPoint},
    Key{"name"},
    Key{"portMappings", kObjects, kPortMapping},
    Key{"privileged", kBool},
    Key{"pseudoTerminal", kBool},
    Key{"readonlyRootFilesystem", kBool},
    Key{"repositoryCredentials", kObject, kRepositoryCredentials},
    Key{"resourceRequirements", kObjects, kTypeAndValue},
    Key{"restartPolicy", kObject, kRestartPolicy},
    Key{"secrets", kObjects, kNameAndValueFrom},
    Key{"startTimeout", kInteger},
    Key{"stopTimeout", kInteger},
    Key{"systemControls", kObjects, kNamespaceAndValue},
    Key{"ulimits", kObjects, kUlimit},
    Key{"user"},
    Key{"versionConsistency"},
    Key{"volumesFrom", kObjects, kVolumeFrom},
    Key{"workingDirectory"},
};

constexpr bool sorted(std::span<const Key> keys) {
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].name <= keys[i - 1].name || !sorted(keys[i].members)) return false;
  }
  return keys.empty() || sorted(keys[0].members);
}
static_assert(sorted(kContainer), "members of a Value are sorted by key");

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Takes the next character of `text`, folded; the two letters beyond ASCII that fold into it included.
char next_folded(std::string_view& text) {
  if (text.starts_with("\xE2\x84\xAA")) return text.remove_prefix(3), 'k';
  if (text.starts_with("\xC5\xBF")) return text.remove_prefix(2), 's';
  const char c = lower(text.front());
  text.remove_prefix(1);
  return c;
}

}  // namespace

std::span<const Key> container_keys() {
  return kContainer;
}

std::string_view description(KeyType type) {
  switch (type) {
    case kString:
      return "a string";
    case kBool:
      return "true or false";
    case kInteger:
      return "an integer";
    case kStrings:
      return "a list of strings";
    case kIntegers:
      return "a list of integers";
    case kStringMap:
      return "an object with string values";
    case kObject:
      return "an object";
    case kObjects:
      return "a list of objects";
  }
  return "";
}

bool keys_fold_equal(std::string_view canonical, std::string_view written) {
  while (!canonical.empty() && !written.empty()) {
    if (lower(canonical.front()) != next_folded(written)) return false;
    canonical.remove_prefix(1);
  }
  return canonical.empty() && written.empty();
}

namespace {

bool holds(std::span<const Key> keys, std::string_view name) {
  return std::ranges::any_of(
      keys, [name](const Key& key) { return keys_fold_equal(key.name, name) || holds(key.members, name); });
}

}  // namespace

bool is_container_key(std::string_view name) {
  return holds(container_keys(), name);
}

}  // namespace plimsoll::ecs
