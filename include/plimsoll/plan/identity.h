// Which unknown values of a plan are one and the same, as its configuration tells.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// Compares values of a plan that are known only after apply, by what the configuration says about them:
///
///   resource "aws_s3_bucket_public_access_block" "b" { bucket = aws_s3_bucket.b.id }
///
/// A plan lists the references of an expression, not the expression: `"${aws_s3_bucket.b.id}-x"` looks the same. A
/// reference is therefore taken for the value itself only when
///   - it is the only one of the expression, and so at every step through module inputs and outputs,
///   - it names an attribute of one existing instance (`x.y.id`, `x.y[0].id`, `x.y["k"].id`; `x.y[count.index].id` and
///     `x.y[each.key].id` pair equal keys, `for_each = x.y` with `each.value.id` too),
///   - the argument is named after what it points at, since such an argument takes the whole identifier: `vpc_id` takes
///     an `id`, `role_arn` an `arn`, `bucket` and `bucket_name` what identifies a `…_bucket`.
/// Identifiers that are often extended (ARNs of buckets and log groups, `source_arn`) stay out.
///
/// Two values differ for certain when they are the same identifier of two instances of one type that share a provider
/// configuration. Safe to use from several threads.
class Identities {
 public:
  /// `plan` must outlive this object. Cheap: the work is done on first use.
  explicit Identities(const Plan& plan);
  ~Identities();

  /// Whether two values, at least one of them unknown, are equal; nullopt when nothing tells.
  std::optional<bool> equal(const Value& a, const Value& b) const;

  /// For indexing: values with equal keys are equal, those of one kind with different names differ; about different
  /// kinds equal() must be asked. Known text has the kind "" and itself as its name. nullopt: equal() must be asked.
  struct Key {
    std::string kind = {};
    std::string name = {};
  };
  std::optional<Key> key(const Value& value) const;

  /// The name that known text has among the keys of `kind`: it belongs to one instance of that kind, and differs from
  /// what all others have. nullopt: nothing tells.
  std::optional<std::string> owner(const std::string& kind, const std::string& text) const;

 private:
  class Index;
  std::unique_ptr<Index> index_;
};

}  // namespace plimsoll::plan
