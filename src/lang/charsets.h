// Character sets by their IANA names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::lang {

enum class Charset : std::uint8_t { kUtf8, kUtf16, kUtf16Le, kUtf16Be, kAscii, kLatin1, kLatin9, kWindows1252 };

/// By IANA name or alias, case ignored; nullopt for others.
std::optional<Charset> find_charset(std::string_view name);
/// Whether the name is one of a set that Terraform knows and this module does not.
bool is_other_charset(std::string_view name);

/// UTF-8 text in a character set, or nullopt when it has characters that the set lacks.
std::optional<std::string> encode_charset(std::string_view text, Charset charset);
/// Bytes in a character set as UTF-8, or nullopt when they are not valid in it.
std::optional<std::string> decode_charset(std::string_view bytes, Charset charset);

}  // namespace plimsoll::lang
