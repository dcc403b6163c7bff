// Digests and RSA, computed by Nettle.
#include <nettle/md5.h>
#include <nettle/rsa.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <array>

#include "base64.h"
#include "function_families.h"
#include "plimsoll/base/text.h"
#include "rsa_key.h"

namespace plimsoll::lang {

namespace {

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// Any of Nettle's digests over one text.
template <typename State, std::size_t Size>
std::string digest(std::string_view text, void (*init)(State*),
                   void (*update)(State*, std::size_t, const std::uint8_t*),
                   void (*finish)(State*, std::size_t, std::uint8_t*)) {
  State state;
  init(&state);
  update(&state, text.size(), bytes_of(text));
  std::array<std::uint8_t, Size> out = {};
  finish(&state, out.size(), out.data());
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

std::string md5(std::string_view text) {
  return digest<md5_ctx, MD5_DIGEST_SIZE>(text, md5_init, md5_update, md5_digest);
}
std::string sha1(std::string_view text) {
  return digest<sha1_ctx, SHA1_DIGEST_SIZE>(text, sha1_init, sha1_update, sha1_digest);
}
std::string sha256(std::string_view text) {
  return digest<sha256_ctx, SHA256_DIGEST_SIZE>(text, sha256_init, sha256_update, sha256_digest);
}
std::string sha512(std::string_view text) {
  return digest<sha512_ctx, SHA512_DIGEST_SIZE>(text, sha512_init, sha512_update, sha512_digest);
}

// ---- UUIDs (RFC 9562) ----------------------------------------------------------------------------------------------

std::optional<std::string> from_hex(std::string_view digits) {
  std::string bytes;
  const std::string lower = ascii_lower(digits);
  if (lower.size() % 2 != 0) return std::nullopt;
  const auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  for (std::size_t i = 0; i < lower.size(); i += 2) {
    if (value(lower[i]) < 0 || value(lower[i + 1]) < 0) return std::nullopt;
    bytes += static_cast<char>(value(lower[i]) * 16 + value(lower[i + 1]));
  }
  return bytes;
}

/// The 16 bytes of a UUID: bare, with dashes, in braces or as a URN.
std::optional<std::string> parse_uuid(std::string_view text) {
  constexpr std::string_view kUrn = "urn:uuid:";
  if (text.size() == 45 && ascii_lower(text.substr(0, kUrn.size())) == kUrn) text.remove_prefix(kUrn.size());
  if (text.size() == 38 && text.front() == '{' && text.back() == '}') text = text.substr(1, 36);
  if (text.size() == 32) return from_hex(text);
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) digits += text[i];
  }
  return from_hex(digits);
}

/// The well-known namespaces differ in one byte.
std::optional<std::string> uuid_namespace(const std::string& name) {
  const auto well_known = [](char c) {
    return parse_uuid(std::string("6ba7b81") + c + "-9dad-11d1-80b4-00c04fd430c8");
  };
  if (name == "dns") return well_known('0');
  if (name == "url") return well_known('1');
  if (name == "oid") return well_known('2');
  if (name == "x500") return well_known('4');
  return parse_uuid(name);
}

Outcome uuidv5(const Invocation& call) {
  const std::optional<std::string> space = uuid_namespace(text_of(call, 0));
  if (!space) return call_error(call, "uuidv5() doesn't support the namespace: not dns, url, oid, x500 or a UUID");
  std::string bytes = sha1(*space + text_of(call, 1)).substr(0, 16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x50U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string text = encode_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return Value::string(std::move(text));
}

// ---- RSA -----------------------------------------------------------------------------------------------------------

Outcome rsadecrypt(const Invocation& call) {
  const std::optional<std::string> cipher = decode_base64(text_of(call, 0));
  if (!cipher) return argument_error(call, 0, "failed to decode input: cipher text must be base64-encoded");
  const RsaKey key = parse_rsa_key(text_of(call, 1));
  if (!key.error.empty()) return argument_error(call, 1, key.error);
  std::optional<std::string> text = decrypt(key, *cipher);
  if (!text) return call_error(call, "failed to decrypt: the cipher text does not belong to the key");
  if (!is_valid_utf8(*text)) return call_error(call, "the decrypted text is not valid UTF-8");
  return Value::string(*std::move(text));
}

template <std::string (*Digest)(std::string_view), std::string (*Encode)(std::string_view)>
Outcome digest_of(const Invocation& call) {
  return Value::string(Encode(Digest(text_of(call, 0))));
}

}  // namespace

std::vector<Function> digest_functions() {
  return {
      string_function("md5", {"str"}, "The MD5 digest of a string in hexadecimal digits.", digest_of<md5, encode_hex>),
      string_function("sha1", {"str"}, "The SHA-1 digest of a string in hexadecimal digits.",
                      digest_of<sha1, encode_hex>),
      string_function("sha256", {"str"}, "The SHA-256 digest of a string in hexadecimal digits.",
                      digest_of<sha256, encode_hex>),
      string_function("sha512", {"str"}, "The SHA-512 digest of a string in hexadecimal digits.",
                      digest_of<sha512, encode_hex>),
      string_function("base64sha256", {"str"}, "The SHA-256 digest of a string in base64.",
                      digest_of<sha256, encode_base64>),
      string_function("base64sha512", {"str"}, "The SHA-512 digest of a string in base64.",
                      digest_of<sha512, encode_base64>),
      string_function("uuidv5", {"namespace", "name"},
                      "The UUID of a name in a namespace: dns, url, oid, x500 or a UUID.", uuidv5),
      string_function("rsadecrypt", {"ciphertext", "privatekey"},
                      "A base64 cipher text decrypted with an RSA key in PEM (PKCS #1, PKCS #8 or OpenSSH).",
                      rsadecrypt),
  };
}

}  // namespace plimsoll::lang
