// Result<T>: a value, or the diagnostics that say why there is none. Used across module boundaries instead of
// exceptions.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "plimsoll/base/diagnostic.h"

namespace plimsoll {

/// Holds either a T or at least one error diagnostic.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor): return f(x); reads well
  Result(Diagnostic error) : state_(Diagnostics{std::move(error)}) {}  // NOLINT(google-explicit-constructor)
  Result(Diagnostics errors) : state_(std::move(errors)) {}            // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Precondition of the accessors: ok() for the value, !ok() for the errors.
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Diagnostics& errors() const& { return std::get<1>(state_); }
  Diagnostics&& errors() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Diagnostics> state_;
};

/// For functions that produce nothing but may fail.
struct Done {};

}  // namespace plimsoll
