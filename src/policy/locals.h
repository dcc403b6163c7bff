// Local values of one policy on one subject: computed when asked for, each once.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "plimsoll/policy/evaluate.h"

namespace plimsoll::policy {

/// Not copyable: scopes point into it.
class LocalValues {
 public:
  /// `context` has the scope that the policy's own locals see; it, the policy and `shared` must outlive this object.
  LocalValues(const Policy& policy, const lang::Context& context, SharedLocals* shared = nullptr);
  LocalValues(const LocalValues&) = delete;
  LocalValues& operator=(const LocalValues&) = delete;

  /// As the policy sees it: its own local, else the file's.
  std::optional<lang::Outcome> get(std::string_view name);

 private:
  struct Slot {
    const hcl::Attribute* attribute = nullptr;
    bool running = false;
    std::optional<lang::Outcome> value = std::nullopt;
  };
  static std::vector<Slot> slots(const std::vector<const hcl::Attribute*>& locals);
  static Slot* find(std::vector<Slot>& slots, std::string_view name);
  lang::Outcome compute(Slot& slot, const lang::Scope* scope);
  lang::Outcome compute_shared(Slot& slot);
  std::optional<lang::Outcome> get_from_file(std::string_view name);

  const PolicyFile& file_;
  SharedLocals* shared_;
  lang::Context context_;
  lang::Scope file_scope_;  // what the file's locals see: inputs and each other
  std::vector<Slot> own_;
  std::vector<Slot> of_file_;
};

}  // namespace plimsoll::policy
