#include "internal.h"
#include "marks.h"

namespace plimsoll::lang {

namespace {

using State = Equality::State;

Equality decided(bool equal) {
  return {.state = equal ? State::kTrue : State::kFalse};
}

/// A partial list is never null, no tuple, and no shorter than its known part; an unknown length is no smaller than its
/// lower bound.
Equality compare_partial(const Value& unknown, const Value& other) {
  Equality undecided{.state = State::kUnknown,
                     .because = merge_causes(unknown.unknown_because(), other.unknown_because())};
  const PartialList* known = unknown.known_list();
  if (known == nullptr || other.is_unknown()) return undecided;
  if (other.is_number()) {
    const Number* bound = lower_bound_of(unknown);
    return bound != nullptr && !(other.as_number() < *bound) ? undecided : decided(false);
  }
  const bool fits = other.kind() == Kind::kList || (other.kind() == Kind::kTuple && !known->is_list);
  return fits && other.elements().size() >= known->first.size() + known->further.size() ? undecided : decided(false);
}

/// Folds the comparison of one part into that of the whole: a known difference decides.
void fold(Equality& whole, const Equality& part) {
  if (whole.state == State::kFalse || part.state == State::kTrue) return;
  if (part.state == State::kFalse) {
    whole = decided(false);
    return;
  }
  whole.state = State::kUnknown;
  whole.because = merge_causes(whole.because, part.because);
}

Equality compare_sequences(const Value& a, const Value& b) {
  const Sequence& left = a.elements();
  const Sequence& right = b.elements();
  if (a.kind() == Kind::kSet && !(a.is_wholly_known() && b.is_wholly_known())) {
    // Unknown elements may turn out equal to others, so not even the sizes are certain.
    return {.state = State::kUnknown, .because = merge_causes(a.all_unknown_because(), b.all_unknown_because())};
  }
  if (left.size() != right.size()) return decided(false);
  if (a.kind() == Kind::kSet) return decided(equal(a, b));
  Equality whole = decided(true);
  for (std::size_t i = 0; i < left.size() && whole.state != State::kFalse; ++i) {
    fold(whole, compare_equal(left[i], right[i]));
  }
  return whole;
}

Equality compare_members(const Members& left, const Members& right) {
  if (left.size() != right.size()) return decided(false);
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i].first != right[i].first) return decided(false);
  }
  Equality whole = decided(true);
  for (std::size_t i = 0; i < left.size() && whole.state != State::kFalse; ++i) {
    fold(whole, compare_equal(left[i].second, right[i].second));
  }
  return whole;
}

}  // namespace

Equality compare_equal(const Value& a, const Value& b) {
  if (a.is_unknown()) return compare_partial(a, b);
  if (b.is_unknown()) return compare_partial(b, a);
  if (a.kind() != b.kind()) return decided(false);
  if (a.is_sequence()) return compare_sequences(a, b);
  if (a.is_object()) return compare_members(a.members(), b.members());
  return decided(equal(a, b));
}

}  // namespace plimsoll::lang
