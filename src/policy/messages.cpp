#include "messages.h"

namespace plimsoll::policy {
namespace {

constexpr std::size_t kMaxBytes = 2000;

void shorten(std::string& text) {
  if (text.size() <= kMaxBytes) return;
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a code point
  text.resize(end);
  text += "…";
}

}  // namespace

std::string one_line(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  text = text.substr(begin, text.find_last_not_of(' ') - begin + 1);
  shorten(text);
  return text;
}

std::string evaluate_text(const hcl::Expression* expression, const lang::Context& context, Judgements& out) {
  if (expression == nullptr) return "";
  const lang::Outcome outcome = lang::evaluate_message(*expression, context);
  if (!outcome.ok()) {
    warn(out, outcome.failure(), "A default text is shown instead.");
    return "";
  }
  return outcome.value().is_string() ? one_line(outcome.value().as_string()) : "";
}

void warn(Judgements& out, const lang::Failure& failure, const std::string& consequence) {
  Diagnostic diagnostic = failure.diagnostic;
  if (failure.fatal) {
    out.malformed = true;
    out.errors.push_back(std::move(diagnostic));
    return;
  }
  diagnostic.level = DiagnosticLevel::kWarning;
  diagnostic.detail += (diagnostic.detail.empty() ? "" : " ") + consequence;
  out.warnings.push_back(std::move(diagnostic));
}

}  // namespace plimsoll::policy
