// Operations to bytes.
#include <algorithm>
#include <set>

#include "documents.h"
#include "json_edit.h"
#include "operations.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/fix.h"
#include "plimsoll/fix/repair.h"
#include "written.h"

namespace plimsoll::fix {
namespace {

using Kind = Operation::Kind;
using Edits = std::vector<hcl::Edit>;

Diagnostic no_place() {
  return make_error("This place cannot be edited");
}

/// What stays on one line.
enum class OnOneLine : std::uint8_t { kNothing, kShort, kAll };

std::vector<hcl::NewItem> hcl_items(const Members& members, HclStyle style = {},
                                    OnOneLine which = OnOneLine::kNothing) {
  constexpr std::size_t kShort = 80;
  std::vector<hcl::NewItem> items;
  for (const auto& [name, value] : members) {
    std::string text = to_hcl_in(style, value);
    if (which != OnOneLine::kNothing && text.find('\n') != std::string::npos) {
      std::string line = to_hcl_line(value, style);
      if (line.size() <= kShort || which == OnOneLine::kAll) text = std::move(line);
    }
    items.push_back({.name = name, .value = std::move(text)});
  }
  return items;
}

std::vector<std::string> hcl_values(const Sequence& values, bool one_line) {
  std::vector<std::string> texts;
  for (const Value& value : values) texts.push_back(one_line ? to_hcl_line(value) : list_entry(value, 0));
  return texts;
}

/// The item of an object, or the element of a list, that an operation removes.
std::optional<std::size_t> index_of(const hcl::Expression& around, const Operation& operation) {
  if (const auto* object = std::get_if<hcl::ObjectConstructor>(&around.node)) {
    for (std::size_t i = 0; i < object->items.size(); ++i) {
      const hcl::ObjectItem& item = object->items[i];
      const bool named = !operation.name.empty() && ascii_lower(key_text(item)) == ascii_lower(operation.name);
      if (named || (operation.name.empty() && item.value->range == operation.member)) return i;
    }
  }
  if (const auto* tuple = std::get_if<hcl::TupleConstructor>(&around.node)) {
    for (std::size_t i = 0; i < tuple->elements.size(); ++i) {
      if (tuple->elements[i]->range == operation.member) return i;
    }
  }
  return std::nullopt;
}

template <typename T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Indentation of two spaces a level as tabs.
std::string with_tabs(std::string_view text) {
  std::string out;
  bool is_indent = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_indent && text.substr(i, 2) == "  ") {
      out += '\t';
      ++i;
      continue;
    }
    is_indent = text[i] == '\n';
    out += text[i];
  }
  return out;
}

std::string head_of(const Operation& operation) {
  std::string head = operation.type;
  for (const std::string& label : operation.labels) head += " " + hcl_quote(label);
  return head;
}

/// Edits of one file.
class Writer {
 public:
  Writer(const SourcePtr& source, Documents& documents)
      : source_(source), document_(documents.of(source)), documents_(documents) {}

  /// What comes: an object that loses items cannot be broken into lines as well.
  void expect(const Operation& operation) {
    if (operation.kind != Kind::kRemove) return;
    keeps_.insert(operation.place.bytes.begin);
    keeps_.insert(json_value(source_->text(), operation.place.bytes).begin);
  }

  bool write(const Operation& operation) {
    if (operation.kind == Kind::kTopLevel) return top_level(operation);
    if (const Embedded* embedded = documents_.embedded(operation.place)) return within(*embedded, operation);
    const Node node = documents_.find(operation.place);
    switch (node.kind) {
      case Node::Kind::kExpression:
        return expression(operation, *node.expression);
      case Node::Kind::kBlock:
        return block(operation, *node.block);
      case Node::Kind::kText: {
        Operation inner = operation;
        inner.place.bytes = json_value(source_->text(), operation.place.bytes);
        return json(inner);
      }
      case Node::Kind::kNothing:
        return false;
    }
    return false;
  }

  /// Several items that leave one list of JSON text go together, as do the edits of a text in quotes. What follows new
  /// blocks keeps its distance.
  bool finish() {
    if (!finish_texts()) return false;
    for (const std::size_t at : followed_) {
      const std::string_view rest = std::string_view(source_->text()).substr(at);
      if (!rest.empty() && rest.front() != '\n' && rest.front() != '\r') edits_.push_back({.offset = at, .text = "\n"});
    }
    for (auto& [range, indices] : removed_) {
      std::ranges::sort(indices);
      const auto edits = remove_json_items(source_->text(), {range.first, range.second}, indices);
      if (!edits) return false;
      append(edits_, *edits);
    }
    return true;
  }

  Edits take() && { return std::move(edits_); }

 private:
  bool add(std::optional<hcl::Edit> edit) {
    if (!edit) return false;
    edits_.push_back(*std::move(edit));
    return true;
  }
  bool add(Edits edits) {
    append(edits_, std::move(edits));
    return true;
  }

  /// An object of several items on one line stays there, whatever joins them.
  bool is_one_line(const hcl::Expression& at) const {
    const auto* object = std::get_if<hcl::ObjectConstructor>(&at.node);
    return object != nullptr && !object->items.empty() && source_->slice(at.range).find('\n') == std::string_view::npos;
  }

  std::string text_of(const Value& value) const { return one_line_ ? to_hcl_line(value) : to_hcl(value); }

  bool expression(const Operation& operation, const hcl::Expression& at) {
    const bool is_object = std::holds_alternative<hcl::ObjectConstructor>(at.node);
    const bool is_list = std::holds_alternative<hcl::TupleConstructor>(at.node);
    switch (operation.kind) {
      case Kind::kReplace:
        return add(hcl::replace(at, text_of(operation.value)));
      case Kind::kWrap:
        return add(hcl::Edit{.offset = at.range.begin, .text = operation.name + "("}) &&
               add(hcl::Edit{.offset = at.range.end, .text = ", " + text_of(operation.value) + ")"});
      case Kind::kInsert:
        return is_object && insert(operation, at);
      case Kind::kAppend:
        return is_list && add(hcl::append_elements(document_.layout, at, hcl_values(operation.elements, one_line_)));
      case Kind::kRemove: {
        const std::optional<std::size_t> index = index_of(at, operation);
        if (!index) return false;
        return add(is_object ? hcl::remove_item(document_.layout, at, *index)
                             : hcl::remove_element(document_.layout, at, *index));
      }
      case Kind::kBlock:
      case Kind::kTopLevel:
        break;
    }
    return false;
  }

  bool insert(const Operation& operation, const hcl::Expression& at) {
    const HclStyle style = style_of(at);
    if (one_line_) {
      return add(hcl::insert_items(document_.layout, at, hcl_items(operation.items, style, OnOneLine::kAll)));
    }
    const bool one_line = is_one_line(at);
    const std::vector<hcl::NewItem> items =
        hcl_items(operation.items, style, one_line ? OnOneLine::kShort : OnOneLine::kNothing);
    if (one_line && !keeps_.contains(at.range.begin) && !fits(at, items)) {
      Edits broken = hcl::break_and_insert_items(document_.layout, at, hcl_items(operation.items, style));
      if (!broken.empty()) return add(std::move(broken));
    }
    return add(hcl::insert_items(document_.layout, at, items));
  }

  /// How an object writes its last item.
  HclStyle style_of(const hcl::Expression& at) const {
    const auto* object = std::get_if<hcl::ObjectConstructor>(&at.node);
    if (object == nullptr || object->items.empty()) return {};
    const hcl::ObjectItem& last = object->items.back();
    const ByteRange between = {.begin = last.key->range.end, .end = last.value->range.begin};
    return {.colon = source_->slice(between).find(':') != std::string_view::npos,
            .quoted = source_->slice(last.key->range).starts_with('"')};
  }

  /// Whether the line of an object takes in more.
  bool fits(const hcl::Expression& at, const std::vector<hcl::NewItem>& items) const {
    constexpr std::size_t kLongest = 120;
    const std::string_view text = source_->text();
    const std::size_t before = text.rfind('\n', at.range.begin);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    std::size_t length = std::min(text.find('\n', at.range.begin), text.size()) - begin;
    for (const hcl::NewItem& item : items) {
      if (item.value.find('\n') != std::string::npos) return false;
      length += item.name.size() + item.value.size() + std::string_view(", = ").size();
    }
    return length <= kLongest;
  }

  bool block(const Operation& operation, const hcl::Block& at) {
    if (operation.kind == Kind::kInsert) {
      return add(hcl::insert_attributes(document_.layout, at.body, hcl_items(operation.items)));
    }
    if (operation.kind == Kind::kBlock) {
      const std::string text = block_text(operation.type, operation.value);
      return add(hcl::insert_block(document_.layout, at.body, operation.type, text));
    }
    if (operation.kind != Kind::kRemove) return false;
    if (const hcl::Attribute* attribute = at.body.attribute(operation.name)) {
      return add(hcl::remove(document_.layout, *attribute));
    }
    for (const hcl::Block& nested : at.body.blocks) {
      if (nested.range == operation.member) return add(hcl::remove(document_.layout, nested));
    }
    return false;
  }

  /// The edits of texts in quotes.
  bool finish_texts() {
    for (auto& [name, text] : texts_) {
      if (!text.writer->finish()) return false;
      Edits edits = std::move(*text.writer).take();
      if (text.embedded->is_hcl) {
        Result<Edits> settled = hcl::settle(text.embedded->inner, edits);
        if (!settled) return false;
        edits = *std::move(settled);
      }
      for (const hcl::Edit& edit : edits) edits_.push_back(text.embedded->outward(edit));
    }
    return true;
  }

  /// The operation in the text inside of the quotes.
  bool within(const Embedded& embedded, Operation operation) {
    const std::optional<ByteRange> place = embedded.inward(operation.place.bytes);
    if (!place) return false;
    if (operation.member != ByteRange{}) {
      const std::optional<ByteRange> member = embedded.inward(operation.member);
      if (!member) return false;
      operation.member = *member;
    }
    operation.place = {.file = embedded.inner, .bytes = *place};
    Quoted& text = texts_[embedded.inner->name()];
    if (text.writer == nullptr) {
      text = {.embedded = &embedded, .writer = std::make_unique<Writer>(embedded.inner, documents_)};
      text.writer->one_line_ = true;
    }
    return text.writer->write(operation);
  }

  bool json(const Operation& operation) {
    const std::string_view text = source_->text();
    const ByteRange range = operation.place.bytes;
    switch (operation.kind) {
      case Kind::kReplace:
        return add(replace_json(text, range, operation.value));
      case Kind::kInsert:
        return insert_json(range, operation.items);
      case Kind::kAppend:
        return add(append_json_elements(text, range, operation.elements));
      case Kind::kBlock:
        return json_block(operation);
      case Kind::kRemove:
        return json_remove(operation);
      case Kind::kWrap:
      case Kind::kTopLevel:
        break;
    }
    return false;
  }

  bool insert_json(ByteRange object, const Members& members) {
    std::optional<Edits> edits = insert_members(source_->text(), object, members, keeps_.contains(object.begin));
    return edits && add(*std::move(edits));
  }

  bool json_remove(const Operation& operation) {
    const auto items = json_items(source_->text(), operation.place.bytes);
    if (!items) return false;
    for (std::size_t i = 0; i < items->size(); ++i) {
      const JsonItem& item = (*items)[i];
      const bool named = !operation.name.empty() && ascii_lower(item.name) == ascii_lower(operation.name);
      if (!named && !(operation.name.empty() && item.value == operation.member)) continue;
      removed_[{operation.place.bytes.begin, operation.place.bytes.end}].push_back(i);
      return true;
    }
    return false;
  }

  /// JSON syntax knows blocks as objects, or arrays of them where there may be several.
  bool json_block(const Operation& operation) {
    const std::string_view text = source_->text();
    const auto items = json_items(text, operation.place.bytes);
    if (!items) return false;
    const auto same = std::ranges::find(*items, operation.type, &JsonItem::name);
    if (same == items->end()) {
      return insert_json(operation.place.bytes, {{operation.type, Value::tuple({operation.value})}});
    }
    if (text[same->value.begin] == '[') return add(append_json_elements(text, same->value, {operation.value}));
    add(hcl::Edit{.offset = same->value.begin, .text = "["});
    add(hcl::Edit{.offset = same->value.end, .text = ", " + to_json(operation.value) + "]"});
    return true;
  }

  bool top_level(const Operation& operation) {
    if (!document_.is_hcl) return json_top_level(operation);
    const std::string_view text = source_->text();
    const std::size_t line_end = text.find('\n', operation.place.bytes.end);
    std::string block = block_text(head_of(operation), operation.value);
    if (source_->slice(operation.place.bytes).find("\n\t") != std::string_view::npos) block = with_tabs(block);
    if (line_end == std::string_view::npos) return add(hcl::Edit{.offset = text.size(), .text = "\n\n" + block});
    followed_.insert(line_end + 1);
    return add(hcl::Edit{.offset = line_end + 1, .text = "\n" + block + "\n"});
  }

  /// {"resource": {"type": {"name": {…}}}}, as deep as it is there already.
  bool json_top_level(const Operation& operation) {
    const std::string_view text = source_->text();
    const std::size_t open = text.find('{');
    const std::size_t close = text.rfind('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return false;
    ByteRange at = {.begin = static_cast<std::uint32_t>(open), .end = static_cast<std::uint32_t>(close + 1)};
    std::vector<std::string> names = {operation.type};
    append(names, operation.labels);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto items = json_items(text, at);
      if (!items) return false;
      const auto found = std::ranges::find(*items, names[i], &JsonItem::name);
      if (found != items->end()) {
        at = found->value;
        continue;
      }
      Value value = operation.value;
      for (std::size_t k = names.size(); k-- > i + 1;) value = Value::object({{names[k], value}});
      return insert_json(at, {{names[i], value}});
    }
    return false;
  }

  /// A text in quotes, which is written on one line.
  struct Quoted {
    const Embedded* embedded = nullptr;
    std::unique_ptr<Writer> writer = nullptr;
  };

  SourcePtr source_;
  const Document& document_;
  Documents& documents_;
  bool one_line_ = false;
  Edits edits_ = {};
  std::set<std::size_t> keeps_ = {};     // where objects begin that stay on their line
  std::set<std::size_t> followed_ = {};  // where new blocks at the top of the file end
  std::map<std::string, Quoted> texts_ = {};
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> removed_ = {};
};

/// Edits of text that is no HCL need no settling.
Result<Edits> settled(const SourcePtr& source, Edits edits, bool is_hcl) {
  if (is_hcl) return hcl::settle(source, edits);
  std::ranges::stable_sort(edits, {}, &hcl::Edit::offset);
  const Result<std::string> text = hcl::apply(source->text(), edits);
  if (!text) return text.errors();
  return edits;
}

}  // namespace

Result<FileEdits> edits_of(const std::vector<Operation>& operations, Documents& documents) {
  Result<std::vector<Operation>> all = merged(operations);
  if (!all) return std::move(all).errors();
  std::map<std::string, Writer> writers;
  FileEdits files;
  for (const Operation& operation : *all) {
    const SourcePtr& source = operation.place.file;
    files[source->name()].source = documents.of(source).parsed.source;
    writers.try_emplace(source->name(), source, documents).first->second.expect(operation);
  }
  // What wraps a value stands closer to it than what follows.
  std::ranges::stable_sort(*all, {}, [](const Operation& operation) { return operation.kind != Kind::kWrap; });
  for (const Operation& operation : *all) {
    if (!writers.at(operation.place.file->name()).write(operation)) return no_place();
  }
  for (auto& [name, file] : files) {
    Writer& writer = writers.at(name);
    if (!writer.finish()) return no_place();
    Edits written = std::move(writer).take();
    // Before what begins at the same place and replaces something.
    std::ranges::stable_sort(written, {},
                             [](const hcl::Edit& edit) { return std::pair(edit.offset, edit.length > 0); });
    Result<Edits> edits = settled(file.source, std::move(written), documents.of(file.source).is_hcl);
    if (!edits) return std::move(edits).errors();
    file.edits = *std::move(edits);
  }
  return files;
}

void DocumentsDeleter::operator()(Documents* documents) const {
  delete documents;
}

DocumentsPtr make_documents() {
  return DocumentsPtr(new Documents);
}

}  // namespace plimsoll::fix
