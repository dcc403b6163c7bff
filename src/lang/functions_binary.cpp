// Base64, character sets and URL encoding.
#include "base64.h"
#include "charsets.h"
#include "function_families.h"
#include "plimsoll/base/text.h"

namespace plimsoll::lang {

namespace {

Outcome base64decode(const Invocation& call) {
  std::optional<std::string> bytes = decode_base64(text_of(call, 0));
  if (!bytes) return call_error(call, "failed to decode base64 data");
  if (!is_valid_utf8(*bytes)) return call_error(call, "the result of decoding the provided string is not valid UTF-8");
  return Value::string(*std::move(bytes));
}

/// Unknown for a character set that Terraform knows and we do not: an error here would be none there.
Outcome unsupported_charset(const Invocation& call) {
  if (is_other_charset(text_of(call, 1))) {
    return Value::unknown({"a character set that plimsoll does not convert"});
  }
  return argument_error(call, 1, "not a supported IANA encoding name or alias");
}

Outcome textencodebase64(const Invocation& call) {
  const std::optional<Charset> charset = find_charset(text_of(call, 1));
  if (!charset) return unsupported_charset(call);
  const std::optional<std::string> bytes = encode_charset(text_of(call, 0), *charset);
  if (!bytes) {
    return argument_error(call, 0, "the given string contains characters that cannot be represented in the encoding");
  }
  return Value::string(encode_base64(*bytes));
}

Outcome textdecodebase64(const Invocation& call) {
  const std::optional<Charset> charset = find_charset(text_of(call, 1));
  if (!charset) return unsupported_charset(call);
  const std::optional<std::string> bytes = decode_base64(text_of(call, 0));
  if (!bytes) return argument_error(call, 0, "the given value has an invalid base64 symbol");
  std::optional<std::string> text = decode_charset(*bytes, *charset);
  if (!text) {
    return argument_error(call, 0, "the given string contains symbols that are not defined for the encoding");
  }
  return Value::string(*std::move(text));
}

Outcome urlencode(const Invocation& call) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text_of(call, 0)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return Value::string(std::move(out));
}

}  // namespace

std::vector<Function> binary_functions() {
  return {
      string_function("base64encode", {"str"}, "The string's bytes in base64.",
                      [](const Invocation& call) -> Outcome { return Value::string(encode_base64(text_of(call, 0))); }),
      string_function("base64decode", {"str"}, "The text that a base64 string holds; an error when it is not UTF-8.",
                      base64decode),
      string_function("textencodebase64", {"string", "encoding"},
                      "The string in another character set, in base64: UTF-8, UTF-16 (LE, BE), US-ASCII, ISO-8859-1, "
                      "ISO-8859-15 and windows-1252; unknown for others.",
                      textencodebase64),
      string_function("textdecodebase64", {"source", "encoding"},
                      "The text that a base64 string holds in another character set; the sets as for "
                      "textencodebase64().",
                      textdecodebase64),
      string_function("base64gzip", {"str"},
                      "Unknown: the bytes that Terraform's compressor writes are not defined by any standard.",
                      [](const Invocation&) -> Outcome { return Value::unknown({"base64gzip()"}); }),
      string_function("urlencode", {"str"}, "The string escaped for a URL's query part.", urlencode),
  };
}

}  // namespace plimsoll::lang
