#include "plimsoll/source/evaluator.h"

#include "engine.h"
#include "origins.h"
#include "plimsoll/value/json.h"

namespace plimsoll::source {
namespace {

std::optional<Value> decoded_text(const Texts& texts, const Value& value) {
  if (const Value* decoded = value.decoded()) return with_inherited_origins(*decoded);
  if (!value.is_string()) return std::nullopt;
  if (const Text* text = texts.find(value)) {
    if (const std::optional<Value> decoded = decode(*text)) return along(*decoded, value);
  }
  Result<Value> plain = json::decode(value.as_string());
  if (!plain) return std::nullopt;
  return along(*plain, value);
}

}  // namespace

class Evaluator::State {
 public:
  State(const Configuration& configuration, Known known, const FileSystem& files)
      : engine_(configuration, std::move(known), files) {}

  struct Seen {
    std::optional<ResourceSource> resource = std::nullopt;
    std::vector<SourceRange> footprint = {};
  };

  const Seen& seen(std::string_view address) {
    const auto known = seen_.find(address);
    if (known != seen_.end()) return known->second;
    Seen& result = seen_[std::string(address)];
    const std::optional<ResourceAddress> parts = parse_address(address);
    engine_.renew_budget();
    if (parts) result.resource = engine_.resource(*parts, result.footprint);
    return result;
  }

  std::vector<std::string> repeated() {
    engine_.renew_budget();
    return engine_.repeated();
  }

  std::optional<std::vector<std::string>> instances(std::string_view address, std::vector<SourceRange>& footprint) {
    engine_.renew_budget();
    const std::optional<std::vector<Value>> keys = engine_.instances(address, footprint);
    if (!keys) return std::nullopt;
    std::vector<std::string> suffixes;
    for (const Value& key : *keys) suffixes.push_back(key_suffix(key));
    return suffixes;
  }

  std::optional<Value> structured(std::string_view address, std::string_view attribute) {
    const std::optional<ResourceSource>& source = seen(address).resource;
    const Value* value = source ? source->body.find(attribute) : nullptr;
    if (value == nullptr) return std::nullopt;
    std::optional<Value> decoded = decoded_text(engine_.texts(), *value);
    if (!decoded || !value->is_sensitive()) return decoded;
    return decoded->with_sensitive();
  }

 private:
  Engine engine_;
  std::map<std::string, Seen, std::less<>> seen_ = {};
};

Evaluator::Evaluator(const Configuration& configuration, Known known, const FileSystem& files)
    : state_(std::make_unique<State>(configuration, std::move(known), files)) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;

std::optional<ResourceSource> Evaluator::resource(std::string_view address) {
  return state_->seen(address).resource;
}

const std::vector<SourceRange>& Evaluator::footprint(std::string_view address) {
  return state_->seen(address).footprint;
}

std::vector<std::string> Evaluator::repeated() {
  return state_->repeated();
}

std::optional<std::vector<std::string>> Evaluator::instances(std::string_view address,
                                                             std::vector<SourceRange>& footprint) {
  return state_->instances(address, footprint);
}

std::optional<Value> Evaluator::structured(std::string_view address, std::string_view attribute) {
  return state_->structured(address, attribute);
}

}  // namespace plimsoll::source
