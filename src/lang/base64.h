// Base64 as Go's standard encoding has it (RFC 4648 with padding).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::lang {

std::string encode_base64(std::string_view bytes);
/// Padding is demanded, line ends are skipped; nullopt for anything else that is no base64.
std::optional<std::string> decode_base64(std::string_view text);
std::string encode_hex(std::string_view bytes);

}  // namespace plimsoll::lang
