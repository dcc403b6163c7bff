// Bounds on what an expression may build; policies are hostile input too.
#pragma once

#include <cstddef>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::lang {

inline constexpr std::size_t kMaxTextSize = 64U << 20U;  // bytes of one string
inline constexpr std::size_t kMaxElements = 4U << 20U;   // elements of one collection that a function multiplies out

inline constexpr std::size_t kMaxFormatWidth = 10'000;  // width or precision of one verb
inline constexpr std::size_t kMaxDocumentDepth = 512;   // nesting of a decoded YAML document

/// The failure of a value beyond those bounds; try() does not hide it.
Outcome too_large(SourceRange range);

}  // namespace plimsoll::lang
