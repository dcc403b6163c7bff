// RSA private keys in PEM, and decryption with them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::lang {

struct RsaNumbers;

struct RsaKey {
  std::shared_ptr<const RsaNumbers> numbers = nullptr;
  std::string error = {};  // "" or why the text is no usable key; never quotes it
};

/// PKCS #1 ("RSA PRIVATE KEY"), PKCS #8 ("PRIVATE KEY") and OpenSSH keys without a passphrase.
RsaKey parse_rsa_key(std::string_view pem);
/// PKCS #1 v1.5; nullopt when the cipher text does not belong to the key. Precondition: the key has no error.
std::optional<std::string> decrypt(const RsaKey& key, std::string_view cipher);

}  // namespace plimsoll::lang
