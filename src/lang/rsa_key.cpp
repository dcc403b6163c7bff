#include "rsa_key.h"

#include <nettle/bignum.h>
#include <nettle/rsa.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base64.h"

namespace plimsoll::lang {

/// Nettle's key with the life time of an object.
struct RsaNumbers {
  RsaNumbers() { rsa_private_key_init(&key); }
  ~RsaNumbers() { rsa_private_key_clear(&key); }
  RsaNumbers(const RsaNumbers&) = delete;
  RsaNumbers& operator=(const RsaNumbers&) = delete;
  rsa_private_key key = {};
};

namespace {

/// Bits of the largest key that is worth the time.
constexpr std::size_t kMaxKeyBytes = 2048;

constexpr const char* kNoKey = "invalid private key: not an RSA private key in PEM";

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

struct Block {
  std::string label = {};
  std::string bytes = {};
};

/// The first block between "-----BEGIN label-----" and its end.
std::optional<Block> read_pem(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr std::string_view kDashes = "-----";
  const std::size_t begin = text.find(kBegin);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t label_at = begin + kBegin.size();
  const std::size_t label_end = text.find(kDashes, label_at);
  if (label_end == std::string_view::npos) return std::nullopt;
  Block block{.label = std::string(text.substr(label_at, label_end - label_at))};
  const std::size_t body = label_end + kDashes.size();
  const std::size_t end = text.find("-----END " + block.label + "-----", body);
  if (end == std::string_view::npos) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(body, end - body)) {
    if (c != ' ' && c != '\t') digits += c;
  }
  std::optional<std::string> bytes = decode_base64(digits);
  if (!bytes) return std::nullopt;
  block.bytes = *std::move(bytes);
  return block;
}

/// Reads a string of tagged values (DER); what cannot be read is empty.
class Der {
 public:
  explicit Der(std::string_view bytes) : rest_(bytes) {}
  /// The content of the next value when it has this tag.
  std::optional<std::string_view> next(unsigned char tag) {
    if (rest_.size() < 2 || static_cast<unsigned char>(rest_[0]) != tag) return std::nullopt;
    std::size_t size = static_cast<unsigned char>(rest_[1]);
    std::size_t header = 2;
    if (size >= 0x80) {
      const std::size_t count = size & 0x7FU;
      if (count == 0 || count > 4 || rest_.size() < 2 + count) return std::nullopt;
      size = 0;
      for (std::size_t i = 0; i < count; ++i) size = (size << 8U) | static_cast<unsigned char>(rest_[2 + i]);
      header += count;
    }
    if (rest_.size() - header < size) return std::nullopt;
    const std::string_view content = rest_.substr(header, size);
    rest_.remove_prefix(header + size);
    return content;
  }

 private:
  std::string_view rest_;
};

constexpr unsigned char kInteger = 0x02;
constexpr unsigned char kOctets = 0x04;
constexpr unsigned char kSequence = 0x30;

/// Reads OpenSSH's strings: four bytes of length, then the content.
class Packets {
 public:
  explicit Packets(std::string_view bytes) : rest_(bytes) {}
  std::optional<std::string_view> next() {
    const std::optional<std::uint32_t> size = number();
    if (!size || *size > rest_.size()) return std::nullopt;
    const std::string_view content = rest_.substr(0, *size);
    rest_.remove_prefix(*size);
    return content;
  }
  std::optional<std::uint32_t> number() {
    if (rest_.size() < 4) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<unsigned char>(rest_[i]);
    rest_.remove_prefix(4);
    return value;
  }

 private:
  std::string_view rest_;
};

void set_number(mpz_t& target, std::string_view bytes) {
  nettle_mpz_set_str_256_u(target, bytes.size(), bytes_of(bytes));
}

/// From d, p and q everything else follows.
RsaKey make_key(std::string_view d, std::string_view p, std::string_view q) {
  if (d.size() > kMaxKeyBytes || p.size() > kMaxKeyBytes || q.size() > kMaxKeyBytes) return {.error = kNoKey};
  const auto numbers = std::make_shared<RsaNumbers>();
  rsa_private_key& key = numbers->key;
  set_number(key.d, d);
  set_number(key.p, p);
  set_number(key.q, q);
  if (mpz_cmp_ui(key.p, 3) < 0 || mpz_cmp_ui(key.q, 3) < 0 || mpz_even_p(key.p) || mpz_even_p(key.q)) {
    return {.error = kNoKey};
  }
  mpz_t less_one;
  mpz_init(less_one);
  mpz_sub_ui(less_one, key.p, 1);
  mpz_mod(key.a, key.d, less_one);
  mpz_sub_ui(less_one, key.q, 1);
  mpz_mod(key.b, key.d, less_one);
  mpz_clear(less_one);
  if (mpz_invert(key.c, key.q, key.p) == 0 || rsa_private_key_prepare(&key) != 1) return {.error = kNoKey};
  return {.numbers = numbers};
}

RsaKey parse_pkcs1(std::string_view bytes) {
  const std::optional<std::string_view> sequence = Der(bytes).next(kSequence);
  if (!sequence) return {.error = kNoKey};
  Der fields(*sequence);
  std::array<std::string_view, 6> numbers;  // version, n, e, d, p, q
  for (std::string_view& number : numbers) {
    const std::optional<std::string_view> content = fields.next(kInteger);
    if (!content) return {.error = kNoKey};
    number = *content;
  }
  return make_key(numbers[3], numbers[4], numbers[5]);
}

RsaKey parse_pkcs8(std::string_view bytes) {
  const std::optional<std::string_view> sequence = Der(bytes).next(kSequence);
  if (!sequence) return {.error = kNoKey};
  Der fields(*sequence);
  if (!fields.next(kInteger) || !fields.next(kSequence)) return {.error = kNoKey};
  const std::optional<std::string_view> inner = fields.next(kOctets);
  return inner ? parse_pkcs1(*inner) : RsaKey{.error = kNoKey};
}

RsaKey parse_openssh(std::string_view bytes) {
  constexpr std::string_view kMagic{"openssh-key-v1\0", 15};
  if (!bytes.starts_with(kMagic)) return {.error = kNoKey};
  Packets outer(bytes.substr(kMagic.size()));
  const std::optional<std::string_view> cipher = outer.next();
  if (cipher && *cipher != "none") return {.error = "invalid private key: it is protected by a passphrase"};
  outer.next();  // key derivation and its options
  outer.next();
  outer.number();  // keys
  outer.next();    // public key
  const std::optional<std::string_view> secret = outer.next();
  if (!secret) return {.error = kNoKey};
  Packets inner(*secret);
  inner.number();  // two equal numbers that show a wrong passphrase
  inner.number();
  const std::optional<std::string_view> kind = inner.next();
  if (!kind || *kind != "ssh-rsa") return {.error = kNoKey};
  std::array<std::string_view, 6> numbers;  // n, e, d, inverse, p, q
  for (std::string_view& number : numbers) {
    const std::optional<std::string_view> content = inner.next();
    if (!content) return {.error = kNoKey};
    number = *content;
  }
  return make_key(numbers[2], numbers[4], numbers[5]);
}

}  // namespace

RsaKey parse_rsa_key(std::string_view pem) {
  const std::optional<Block> block = read_pem(pem);
  if (!block) return {.error = kNoKey};
  if (block->label == "RSA PRIVATE KEY") return parse_pkcs1(block->bytes);
  if (block->label == "PRIVATE KEY") return parse_pkcs8(block->bytes);
  if (block->label == "OPENSSH PRIVATE KEY") return parse_openssh(block->bytes);
  return {.error = kNoKey};
}

std::optional<std::string> decrypt(const RsaKey& key, std::string_view cipher) {
  const rsa_private_key& numbers = key.numbers->key;
  if (cipher.empty() || cipher.size() > numbers.size) return std::nullopt;
  mpz_t gibberish;
  nettle_mpz_init_set_str_256_u(gibberish, cipher.size(), bytes_of(cipher));
  std::string text(numbers.size, '\0');
  std::size_t size = text.size();
  const int done = rsa_decrypt(&numbers, &size, reinterpret_cast<std::uint8_t*>(text.data()), gibberish);
  mpz_clear(gibberish);
  if (done != 1) return std::nullopt;
  text.resize(size);
  return text;
}

}  // namespace plimsoll::lang
