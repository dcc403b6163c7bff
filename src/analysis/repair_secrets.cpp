#include "repair_secrets.h"

#include "plimsoll/base/text.h"

namespace plimsoll::analysis {
namespace {

class Collector {
 public:
  explicit Collector(SecretPlaces& places) : places_(places) {}

  /// `is_secret`: this value is one, whatever its marks say.
  void collect(const Value& value, bool is_secret) {
    const bool secret = is_secret || value.is_sensitive();
    if (value.is_sequence()) {
      for (const Value& element : value.elements()) collect(element, secret);
    } else if (value.is_object()) {
      for (const auto& [key, member] : value.members()) collect_member(key, member, secret);
    } else if (secret && !value.is_null() && value.origin() != nullptr && value.origin()->range) {
      const SourceRange& range = value.origin()->range;
      places_[range.file->name()].push_back(range.bytes);
    }
  }

 private:
  void collect_member(const std::string& key, const Value& member, bool secret) {
    if (ascii_lower(key) != "environment") return collect(member, secret);
    if (!member.is_sequence()) return collect(member, true);
    for (const Value& variable : member.elements()) collect_variable(variable, secret);
  }

  /// A variable's name may be seen.
  void collect_variable(const Value& variable, bool secret) {
    if (!variable.is_object()) return collect(variable, true);
    for (const auto& [key, part] : variable.members()) collect(part, secret || ascii_lower(key) != "name");
  }

  SecretPlaces& places_;
};

}  // namespace

SecretPlaces secret_places(Edition& edition, const plan::Plan& plan) {
  SecretPlaces places;
  Collector collector(places);
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.type != "aws_ecs_task_definition" || !change.is_judged()) continue;
    const std::optional<SourceValues> values = edition.values(change.address);
    if (values) collector.collect(values->body(), false);
  }
  return places;
}

}  // namespace plimsoll::analysis
