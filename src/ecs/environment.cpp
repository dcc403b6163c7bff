#include "environment.h"

#include <algorithm>
#include <array>
#include <vector>

#include "attributes.h"
#include "plimsoll/base/text.h"

namespace plimsoll::ecs {

namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  return is_lower(c) || is_upper(c) || is_digit(c);
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, text) != words.end();
}

bool all_of(std::string_view text, bool (*test)(char)) {
  return std::ranges::all_of(text, test);
}

/// "dbPassword", "DB_PASSWORD", "db-password" -> {"db", "password"}.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool open = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_alnum(name[i])) {
      open = false;
      continue;
    }
    const bool after_lower = i > 0 && !is_upper(name[i - 1]) && is_upper(name[i]);
    const bool ends_acronym =
        i > 0 && is_upper(name[i - 1]) && is_upper(name[i]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (!open || after_lower || ends_acronym) words.emplace_back();
    words.back() += ascii_lower(name.substr(i, 1));
    open = true;
  }
  return words;
}

/// Words behind the one that matters: "SECRET_KEY_BASE", "PASSWORD_OLD", "TOKEN_2".
constexpr std::array<std::string_view, 16> kQualifiers = {
    "base", "base64", "b64",     "current",    "dev",     "json",      "new",  "old",
    "pem",  "prod",   "primary", "production", "staging", "secondary", "test", "value"};

/// A single word, or the end of words written together, such as PGPASSWORD.
constexpr std::array<std::string_view, 9> kSecretWords = {"password",   "passwd", "passphrase", "secret",     "token",
                                                          "credential", "apikey", "privatekey", "credentials"};
constexpr std::array<std::string_view, 8> kSecretKeys = {"access",  "api", "auth",   "encryption",
                                                         "private", "ssh", "secret", "signing"};
/// The keys of ECS.8, which is a control of its own.
constexpr std::array<std::string_view, 3> kAwsKeys = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                                                      "ECS_ENGINE_AUTH_DATA"};
constexpr std::array<std::string_view, 14> kSwitches = {"true",     "false",   "yes",  "no",      "on",
                                                        "off",      "enabled", "null", "none",    "default",
                                                        "disabled", "auto",    "file", "required"};

/// The word or words that make a name a credential's, or "".
std::string secret_word(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  while (words.size() > 1 && (is_one_of(words.back(), kQualifiers) || all_of(words.back(), is_digit))) words.pop_back();
  if (words.empty()) return "";
  std::string last = words.back();
  while (!last.empty() && is_digit(last.back())) last.pop_back();
  for (const std::string_view word : kSecretWords) {
    if (last.ends_with(word)) return std::string(word);
  }
  if (words.size() == 1) return "";
  if (last == "pass" || last == "pwd") return last;
  const std::string& before = words[words.size() - 2];
  return last == "key" && is_one_of(before, kSecretKeys) ? before + "_key" : "";
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_number(std::string_view value) {
  return std::ranges::all_of(value, [](char c) { return is_digit(c) || c == '.' || c == '-' || c == '+'; });
}

/// A path, or the name of a secret such as "prod/db": lower case throughout, which random text hardly ever is.
bool is_path(std::string_view value) {
  const bool rooted = value.starts_with('/') || value.starts_with("./") || value.starts_with("~/");
  const auto fits = [rooted](char c) {
    return is_lower(c) || is_digit(c) || (rooted && is_upper(c)) ||
           std::string_view("/._-").find(c) != std::string_view::npos;
  };
  return value.find('/') != std::string_view::npos && std::ranges::all_of(value, fits);
}

/// Values that say where a credential is, or no credential at all.
bool is_reference(std::string_view value) {
  constexpr std::string_view kStarts[] = {"arn:",  "{{resolve:",      "${",      "$(",    "{{",
                                          "ssm:",  "secretsmanager:", "vault:",  "op://", "s3://",
                                          "file:", "http://",         "https://"};
  return std::ranges::any_of(kStarts, [value](std::string_view start) { return value.starts_with(start); });
}

bool says_nothing(std::string_view value) {
  return value.empty() || is_number(value) || is_one_of(ascii_lower(value), kSwitches) || is_path(value) ||
         is_reference(value);
}

struct TokenForm {
  std::string_view prefix = {};
  std::size_t length = 0;  // of what follows at least
  std::string_view what = {};
};
constexpr TokenForm kTokens[] = {
    {"ghp_", 30, "a GitHub token"},          {"gho_", 30, "a GitHub token"}, {"ghu_", 30, "a GitHub token"},
    {"ghs_", 30, "a GitHub token"},          {"ghr_", 30, "a GitHub token"}, {"github_pat_", 30, "a GitHub token"},
    {"glpat-", 16, "a GitLab token"},        {"xoxb-", 10, "a Slack token"}, {"xoxp-", 10, "a Slack token"},
    {"xoxa-", 10, "a Slack token"},          {"xoxr-", 10, "a Slack token"}, {"sk_live_", 16, "a Stripe key"},
    {"rk_live_", 16, "a Stripe key"},        {"npm_", 36, "an npm token"},   {"AIza", 35, "a Google API key"},
    {"dop_v1_", 40, "a DigitalOcean token"}, {"hvs.", 24, "a Vault token"},
};

bool is_token_char(char c) {
  return is_alnum(c) || c == '_' || c == '-' || c == '.';
}

std::string known_token(std::string_view value) {
  for (const auto& [prefix, length, what] : kTokens) {
    if (value.starts_with(prefix) && value.size() >= prefix.size() + length && all_of(value, is_token_char)) {
      return std::string(what);
    }
  }
  return "";
}

/// AKIA or ASIA and sixteen capitals or digits, standing alone.
bool has_access_key_id(std::string_view value) {
  for (const std::string_view prefix : {"AKIA", "ASIA"}) {
    for (std::size_t at = value.find(prefix); at != std::string_view::npos; at = value.find(prefix, at + 1)) {
      std::size_t end = at;
      while (end < value.size() && (is_upper(value[end]) || is_digit(value[end]))) ++end;
      const bool alone = (at == 0 || !is_alnum(value[at - 1])) && (end == value.size() || !is_alnum(value[end]));
      if (alone && end - at == 20) return true;
    }
  }
  return false;
}

/// Three base64url parts, of which the first two are JSON objects: `{"` encodes as eyJ.
bool is_jwt(std::string_view value) {
  const std::vector<std::string> parts = split(value, '.');
  return parts.size() == 3 && parts[0].starts_with("eyJ") && parts[1].starts_with("eyJ") && parts[2].size() >= 16 &&
         all_of(value, is_token_char);
}

bool is_placeholder(std::string_view text) {
  return text.empty() || text.find_first_of("${}<>") != std::string_view::npos ||
         text.find_first_not_of('*') == std::string_view::npos || text == "%s";
}

/// scheme://user:password@host
bool is_url_with_password(std::string_view value) {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos || scheme == 0) return false;
  std::string_view authority = value.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view user_info = authority.substr(0, at);
  const std::size_t colon = user_info.find(':');
  return colon != std::string_view::npos && !is_placeholder(user_info.substr(colon + 1));
}

/// Server=db;Password=x — a member of a connection string.
bool is_connection_string(std::string_view value) {
  if (value.find(';') == std::string_view::npos) return false;
  for (const std::string& part : split(value, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) continue;
    const std::string key = ascii_lower(trimmed(std::string_view(part).substr(0, equals)));
    const bool secret = key == "password" || key == "pwd" || key == "accountkey" || key == "sharedaccesskey";
    if (secret && !is_placeholder(trimmed(std::string_view(part).substr(equals + 1)))) return true;
  }
  return false;
}

std::string reason_for(const Value& name, const Value& value) {
  if (name.is_string() && is_one_of(name.as_string(), kAwsKeys)) return "";
  if (!value.is_string()) return "";
  std::string reason = secret_by_value(value.as_string());
  if (reason.empty() && name.is_string()) reason = secret_by_name(name.as_string(), value.as_string());
  return reason;
}

/// A name that says by itself what it holds is shown even where the definitions as a whole are marked sensitive: the
/// mark is about the value, and the name is all that tells which variable is meant.
Value shown_name(const Value& name) {
  const bool plain =
      name.is_string() && !secret_word(name.as_string()).empty() &&
      std::ranges::all_of(name.as_string(), [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
  return plain ? name.with_sensitive(false) : name;
}

}  // namespace

std::string secret_by_name(std::string_view name, std::string_view value) {
  const std::string word = secret_word(name);
  if (word.empty() || says_nothing(trimmed(value))) return "";
  return "its name says " + word;
}

std::string secret_by_value(std::string_view text) {
  const std::string_view value = trimmed(text);
  if (has_access_key_id(value)) return "its value has the form of an AWS access key id";
  if (value.find("PRIVATE KEY-----") != std::string_view::npos) return "its value is a private key";
  if (is_jwt(value)) return "its value is a JSON Web Token";
  if (is_url_with_password(value)) return "its value is a URL with a password";
  if (is_connection_string(value)) return "its value is a connection string with a password";
  const std::string token = known_token(value);
  return token.empty() ? "" : "its value has the form of " + token;
}

Value env_secrets(const Value& container) {
  if (container.is_unknown()) return container;
  const Value& environment = container.get("environment");
  Sequence secrets;
  std::vector<std::string> causes = environment.unknown_because();
  bool certain = !environment.is_unknown();
  for (const Value& entry : sure_elements(environment)) {
    const Value& name = entry.get("name");
    const Value& value = entry.is_unknown() ? entry : entry.get("value");
    if (value.is_unknown()) {
      certain = false;
      causes = merge_causes(causes, value.unknown_because());
      continue;
    }
    std::string reason = reason_for(name, value);
    if (reason.empty() && name.is_unknown() && value.is_string() && !says_nothing(trimmed(value.as_string()))) {
      certain = false;  // its name may say password
      causes = merge_causes(causes, name.unknown_because());
      continue;
    }
    if (reason.empty()) continue;
    secrets.push_back(Value::object({{"name", shown_name(name)}, {"reason", Value::string(std::move(reason))}}));
  }
  return certain ? Value::list(std::move(secrets)) : Value::partial_list(std::move(secrets), std::move(causes));
}

}  // namespace plimsoll::ecs
