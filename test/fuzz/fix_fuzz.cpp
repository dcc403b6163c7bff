// Any text as a file, edited at places that the text itself decides: an edit that is accepted leaves a text that parses
// and holds what was asked for, touches nothing but white space beside its own place, and is a fixed point of the
// formatting where the source was one. The same text as JSON goes through the edits of JSON.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "plimsoll/fix/repair.h"
#include "plimsoll/hcl/edit.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/hcl/token.h"
#include "plimsoll/value/json.h"

namespace {

using namespace plimsoll;
using hcl::Edit;
using Edits = std::vector<Edit>;

void check(bool holds) {
  if (!holds) std::abort();
}

/// Numbers that depend on nothing but the text.
class Dice {
 public:
  explicit Dice(std::string_view text) {
    for (const char c : text) state_ = (state_ ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return limit == 0 ? 0 : static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 14695981039346656037ULL;
};

struct Places {
  std::vector<const hcl::Body*> bodies = {};
  std::vector<const hcl::Attribute*> attributes = {};
  std::vector<const hcl::Block*> blocks = {};
  std::vector<const hcl::Expression*> values = {};
  std::vector<const hcl::Expression*> objects = {};
  std::vector<const hcl::Expression*> tuples = {};
};

void collect(const hcl::Expression& expression, Places& places) {
  places.values.push_back(&expression);
  if (const auto* object = std::get_if<hcl::ObjectConstructor>(&expression.node)) {
    places.objects.push_back(&expression);
    for (const hcl::ObjectItem& item : object->items) collect(*item.value, places);
  } else if (const auto* tuple = std::get_if<hcl::TupleConstructor>(&expression.node)) {
    places.tuples.push_back(&expression);
    for (const hcl::ExpressionPtr& element : tuple->elements) collect(*element, places);
  } else if (const auto* call = std::get_if<hcl::Call>(&expression.node)) {
    for (const hcl::ExpressionPtr& argument : call->arguments) collect(*argument, places);
  }
}

void collect(const hcl::Body& body, Places& places) {
  places.bodies.push_back(&body);
  for (const hcl::Attribute& attribute : body.attributes) {
    places.attributes.push_back(&attribute);
    collect(*attribute.value, places);
  }
  for (const hcl::Block& block : body.blocks) {
    places.blocks.push_back(&block);
    collect(block.body, places);
  }
}

constexpr const char* kName = "zz_fuzzed";
constexpr const char* kValues[] = {"false", "\"a b\"", "[\"x\", \"y\"]", "{\n  a = 1\n  long_name = [\n    2,\n  ]\n}",
                                   "aws_x.y[0].z"};

const char* value_for(Dice& dice) {
  return kValues[dice.below(std::size(kValues))];
}

std::size_t items_of(const hcl::Expression& object) {
  return std::get<hcl::ObjectConstructor>(object.node).items.size();
}
std::size_t elements_of(const hcl::Expression& tuple) {
  return std::get<hcl::TupleConstructor>(tuple.node).elements.size();
}

template <typename T>
const T* one_of(const std::vector<const T*>& all, Dice& dice) {
  return all.empty() ? nullptr : all[dice.below(all.size())];
}

Edits insertion(const hcl::Layout& layout, const Places& places, Dice& dice) {
  const hcl::NewItem item = {.name = kName, .value = value_for(dice)};
  const hcl::Expression* object = one_of(places.objects, dice);
  const hcl::Expression* tuple = one_of(places.tuples, dice);
  const hcl::Body& body = *one_of(places.bodies, dice);
  switch (dice.below(4)) {
    case 0:
      return hcl::insert_attributes(layout, body, {item, {.name = "zz_second", .value = "1"}});
    case 1:
      return object == nullptr ? Edits{} : hcl::insert_items(layout, *object, {item});
    case 2:
      return tuple == nullptr ? Edits{} : hcl::append_elements(layout, *tuple, {value_for(dice), "2"});
    default:
      return hcl::insert_block(layout, body, kName, "zz_fuzzed \"a\" {\n  b = 1\n  long = {\n    c = 2\n  }\n}");
  }
}

Edits removal(const hcl::Layout& layout, const Places& places, Dice& dice) {
  const hcl::Expression* object = one_of(places.objects, dice);
  const hcl::Expression* tuple = one_of(places.tuples, dice);
  const hcl::Attribute* attribute = one_of(places.attributes, dice);
  const hcl::Block* block = one_of(places.blocks, dice);
  switch (dice.below(4)) {
    case 0:
      return attribute == nullptr ? Edits{} : hcl::remove(layout, *attribute);
    case 1:
      return block == nullptr ? Edits{} : hcl::remove(layout, *block);
    case 2:
      if (object == nullptr || items_of(*object) == 0) return {};
      return hcl::remove_item(layout, *object, dice.below(items_of(*object)));
    default:
      if (tuple == nullptr || elements_of(*tuple) == 0) return {};
      return hcl::remove_element(layout, *tuple, dice.below(elements_of(*tuple)));
  }
}

Edits any_edit(const hcl::Layout& layout, const Places& places, Dice& dice) {
  const std::size_t kind = dice.below(5);
  if (kind < 3) return insertion(layout, places, dice);
  if (kind == 3) return removal(layout, places, dice);
  const hcl::Expression* value = one_of(places.values, dice);
  return value == nullptr ? Edits{} : Edits{hcl::replace(*value, value_for(dice))};
}

/// Everything but white space between tokens.
std::vector<std::string> words_of(const SourcePtr& source) {
  std::vector<std::string> words;
  for (const hcl::Token& token : hcl::lex(source).tokens) {
    if (token.kind == hcl::TokenKind::kWhitespace || token.kind == hcl::TokenKind::kNewline) continue;
    std::string word(source->slice(token.range));
    // A comment to the end of its line may lose blanks there, a heredoc's marker is as far in as its line.
    const std::size_t end = word.find_last_not_of(" \t\r\n");
    const std::size_t begin = word.find_first_not_of(" \t");
    if (token.kind == hcl::TokenKind::kComment) word.resize(end == std::string::npos ? 0 : end + 1);
    if (token.kind == hcl::TokenKind::kCloseHeredoc) word.erase(0, begin);
    words.push_back(std::move(word));
  }
  return words;
}

void check_order(const Edits& edits, std::size_t size) {
  std::size_t end = 0;
  for (const Edit& edit : edits) {
    check(edit.offset >= end && edit.offset + edit.length <= size);
    end = edit.offset + edit.length;
  }
}

SourcePtr source_of(std::string text, const char* name = "fuzz.tf") {
  return std::make_shared<const SourceFile>(name, std::move(text));
}

void check_settled(const SourcePtr& source, const Edits& edits, bool was_formatted) {
  const Result<std::vector<Edit>> settled = hcl::settle(source, edits);
  if (!settled.ok()) return;
  check_order(*settled, source->text().size());
  const Result<std::string> plain = hcl::apply(source->text(), edits);
  Result<std::string> text = hcl::apply(source->text(), *settled);
  check(plain.ok() && text.ok());
  check(words_of(source_of(*plain)) == words_of(source_of(*text)));
  const SourcePtr result = source_of(*std::move(text));
  check(!has_errors(hcl::parse_file(result).diagnostics));
  const Result<std::vector<Edit>> again = hcl::settle(result, {});
  check(again.ok() && again->empty());
  if (was_formatted) check(hcl::format(result) == result->text());
}

void edit_hcl(const std::string& text) {
  const SourcePtr source = source_of(text);
  const hcl::ParsedFile parsed = hcl::parse_file(source);
  if (has_errors(parsed.diagnostics)) return;
  Places places;
  collect(parsed.body, places);
  const hcl::Layout layout = hcl::layout_of(source);
  const std::string formatted = hcl::format(source);
  check(!has_errors(hcl::parse_file(source_of(formatted)).diagnostics));
  check(hcl::format(source_of(formatted)) == formatted);
  Dice dice(text);
  for (int round = 0; round < 4; ++round) {
    Edits edits = any_edit(layout, places, dice);
    // One edit by itself is always possible.
    if (!edits.empty()) check(hcl::settle(source, edits).ok());
    check_settled(source, edits, formatted == text);
    for (Edit& edit : any_edit(layout, places, dice)) edits.push_back(std::move(edit));
    check_settled(source, edits, formatted == text);
  }
}

// JSON

struct Container {
  ByteRange range = {};
  bool is_object = false;
};

std::vector<Container> containers_of(std::string_view text) {
  std::vector<Container> all;
  std::vector<std::size_t> open;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{' || c == '[') {
      open.push_back(all.size());
      all.push_back({.range = {static_cast<std::uint32_t>(i), 0}, .is_object = c == '{'});
    } else if (c == '}' || c == ']') {
      all[open.back()].range.end = static_cast<std::uint32_t>(i + 1);
      open.pop_back();
    }
  }
  return all;
}

fix::Operation operation_at(const SourcePtr& source, const Container& container, Dice& dice) {
  const Value value = Value::object({{"a", Value::number(1)}, {"b", Value::tuple({Value::string("x \"y\"")})}});
  fix::Operation operation = {.place = {.file = source, .bytes = container.range}};
  if (dice.below(4) == 0) {
    operation.kind = fix::Operation::Kind::kReplace;
    operation.value = value;
  } else if (container.is_object) {
    operation.kind = fix::Operation::Kind::kInsert;
    operation.items = {{kName, value}, {"zz_second", Value::boolean(false)}};
  } else {
    operation.kind = fix::Operation::Kind::kAppend;
    operation.elements = {value, Value::string("z")};
  }
  return operation;
}

std::size_t count_of(const Value& value) {
  std::size_t count = 1;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) count += count_of(element);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.members()) count += count_of(member);
  }
  return count;
}

void edit_json(const std::string& text) {
  const Result<Value> before = json::decode(text, {.max_depth = 64});
  if (!before.ok()) return;
  const SourcePtr source = source_of(text, "fuzz.json");
  const std::vector<Container> containers = containers_of(text);
  Dice dice(text);
  for (int round = 0; round < 4 && !containers.empty(); ++round) {
    const fix::DocumentsPtr documents = fix::make_documents();
    const fix::Operation operation = operation_at(source, containers[dice.below(containers.size())], dice);
    const Result<fix::FileEdits> edits = fix::edits_of({operation}, *documents);
    if (!edits.ok()) continue;
    const Edits& own = edits->begin()->second.edits;
    check_order(own, text.size());
    const Result<std::string> result = hcl::apply(text, own);
    check(result.ok());
    const Result<Value> after = json::decode(*result, {.max_depth = 70});
    check(after.ok());
    // Members with names of their own and new elements add to what is there; what is told twice counts once.
    const bool joins = operation.kind != fix::Operation::Kind::kReplace;
    if (joins && text.find("zz_") == std::string::npos)
      check(count_of(*after) > count_of(*before) || before->is_null());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8192) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  edit_hcl(text);
  edit_json(text);
  return 0;
}
