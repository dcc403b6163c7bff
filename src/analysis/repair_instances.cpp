#include "repair_instances.h"

namespace plimsoll::analysis {
namespace {

Repeated count(const std::string& address, Edition& edition) {
  Repeated repeated;
  const auto keys = edition.evaluator->instances(address, repeated.footprint);
  if (keys) repeated.keys.emplace(keys->begin(), keys->end());
  return repeated;
}

}  // namespace

Instances::Instances(Edition& base) : addresses_(base.evaluator->repeated()) {
  for (std::size_t i = 0; i < addresses_.size(); ++i) {
    Repeated repeated = count(addresses_[i], base);
    reach_.set(i, repeated.footprint, {});
    keys_[i] = std::move(repeated.keys);
  }
}

Instances::Recount Instances::recount(const fix::FileEdits& edits, Edition& edition) const {
  Recount recount;
  for (std::size_t i = 0; i < addresses_.size(); ++i) {
    if (reach_.touches(edits, i)) recount.emplace(i, count(addresses_[i], edition));
  }
  return recount;
}

std::vector<std::string> Instances::added(const Recount& recount) const {
  std::vector<std::string> added;
  for (const auto& [i, now] : recount) {
    const std::optional<std::set<std::string>>& before = keys_.at(i);
    if (!now.keys || !before) {
      if (now.keys.has_value() != before.has_value()) added.push_back(addresses_[i]);
      continue;
    }
    for (const std::string& key : *now.keys) {
      if (!before->contains(key)) added.push_back(addresses_[i] + key);
    }
  }
  return added;
}

void Instances::accept(const Recount& recount, const fix::FileEdits& edits) {
  for (const auto& [i, now] : recount) {
    reach_.set(i, now.footprint, edits);
    keys_[i] = now.keys;
  }
}

}  // namespace plimsoll::analysis
