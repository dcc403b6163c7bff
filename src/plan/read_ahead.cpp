#include "read_ahead.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace plimsoll::plan {
namespace {

constexpr std::string_view kChanges = ",\"resource_changes\":";
constexpr std::string_view kPriorState = ",\"prior_state\":";
/// Below this, starting a thread costs more than it saves.
constexpr std::size_t kLargeText = std::size_t{8} << 20;

/// Offset of the first `member` behind `from`, or npos. memmem is many times faster here than string_view::find.
std::size_t find_member(std::string_view text, std::size_t from, std::string_view member) {
  const void* const found = ::memmem(text.data() + from, text.size() - from, member.data(), member.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// A key that stands in both is for whoever reads in order to complain of.
bool share_a_key(const Document& a, const Document& b) {
  return std::any_of(a.top.keys.begin(), a.top.keys.end(), [&b](const std::string& key) { return b.top.has(key); });
}

/// Adds the sections of `rest`, which `document` does not have.
void merge(Document& document, Document&& rest) {
  Plan& plan = document.plan;
  Plan& more = rest.plan;
  if (rest.top.has("format_version")) plan.format_version = std::move(more.format_version);
  if (rest.top.has("terraform_version")) plan.terraform_version = std::move(more.terraform_version);
  if (rest.top.has("timestamp")) plan.timestamp = std::move(more.timestamp);
  if (rest.top.has("errored")) plan.errored = more.errored;
  if (rest.top.has("complete")) plan.complete = more.complete;
  if (rest.top.has("variables")) plan.variables = std::move(more.variables);
  if (rest.top.has("deferred_changes")) plan.deferred_addresses = std::move(more.deferred_addresses);
  if (rest.top.has("configuration")) {
    plan.has_configuration = more.has_configuration;
    plan.providers = std::move(more.providers);
    plan.configuration = std::move(more.configuration);
  }
  if (rest.top.has("prior_state")) plan.data_sources = std::move(more.data_sources);
  if (rest.top.has("resource_changes")) plan.changes = std::move(more.changes);
  std::move(more.warnings.begin(), more.warnings.end(), std::back_inserter(plan.warnings));
  document.planned_resources = document.planned_resources || rest.planned_resources;
  if (rest.top.has("values")) document.state = std::move(rest.state);
  document.top.only_outputs = false;
  std::move(rest.top.keys.begin(), rest.top.keys.end(), std::back_inserter(document.top.keys));
}

}  // namespace

ReadAhead::ReadAhead(const Input& input)
    : options_(input.options()), text_(input.text()), begin_(found_.get_future().share()) {
  if (text_.size() < kLargeText || std::thread::hardware_concurrency() < 2) return;
  thread_ = std::thread([this] { run(); });
}

ReadAhead::~ReadAhead() {
  if (thread_.joinable()) thread_.join();
}

bool ReadAhead::read_from(std::size_t begin, Document& document, const std::function<bool(std::size_t)>& stop) const {
  const std::string_view text = text_.substr(begin + 1);
  Input input(text, options_);
  json::Cursor cursor(text, {.max_depth = options_.max_depth});
  cursor.resume_in_object();
  return read_members(input, cursor, document, stop) && !document.is_log && !input.problem();
}

void ReadAhead::run() {
  const std::size_t begin = find_member(text_, 0, kChanges);
  found_.set_value(begin);
  if (begin == std::string_view::npos) return;
  good_ = read_from(begin, rest_,
                    [this, begin](std::size_t offset) { return stopped_ = begin + 1 + offset == stop_at_.load(); });
}

bool ReadAhead::take(std::size_t offset, Document& document) {
  // Elsewhere there is no need to wait for the search.
  if (!thread_.joinable() || text_.substr(offset, kChanges.size()) != kChanges || begin_.get() != offset) return false;
  Document tail;
  bool tail_good = false;
  const std::size_t second = find_member(text_, offset, kPriorState);
  if (second != std::string_view::npos) {
    stop_at_.store(second);
    tail_good = read_from(second, tail, nullptr);
  }
  thread_.join();
  if (!good_ || share_a_key(rest_, document)) return false;
  if (stopped_ && (!tail_good || share_a_key(tail, rest_) || share_a_key(tail, document))) return false;
  merge(document, std::move(rest_));
  if (stopped_) merge(document, std::move(tail));
  return true;
}

}  // namespace plimsoll::plan
