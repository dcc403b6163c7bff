// hcl_edits FOLDER [SEED]: reads file names from standard input, one per line; those that parse and look as `terraform
// fmt` writes them are edited at random places, every kind of edit. Checked: the result parses, is a fixed point of
// format(), holds the change, and differs only in lines that the edit or alignment touches. Each result is written to
// FOLDER, for `terraform fmt -check -recursive FOLDER`, which must print nothing. Ends with exit code 1 after a
// violation.
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <sstream>

#include "plimsoll/hcl/edit.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::hcl {
namespace {

struct Places {
  std::vector<const Body*> bodies = {};
  std::vector<const Attribute*> attributes = {};
  std::vector<const Block*> blocks = {};
  std::vector<const Expression*> objects = {};
  std::vector<const Expression*> tuples = {};

  void add(const Body& body) {
    bodies.push_back(&body);
    for (const Attribute& attribute : body.attributes) {
      attributes.push_back(&attribute);
      add(*attribute.value);
    }
    for (const Block& block : body.blocks) {
      blocks.push_back(&block);
      add(block.body);
    }
  }
  void add(const Expression& expression) {
    if (const auto* object = std::get_if<ObjectConstructor>(&expression.node)) {
      objects.push_back(&expression);
      for (const ObjectItem& item : object->items) add(*item.value);
    } else if (const auto* tuple = std::get_if<TupleConstructor>(&expression.node)) {
      tuples.push_back(&expression);
      for (const ExpressionPtr& element : tuple->elements) add(*element);
    } else if (const auto* call = std::get_if<Call>(&expression.node)) {
      for (const ExpressionPtr& argument : call->arguments) add(*argument);
    }
  }
};

struct Editing {
  const SourcePtr& source;
  const Layout layout;
  const Places places;
  std::mt19937& random;

  std::size_t below(std::size_t count) const {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  }
  template <typename T>
  const T& one_of(const std::vector<T>& all) const {
    return all[below(all.size())];
  }
  std::string value() const {
    static const std::vector<std::string> kValues = {"true",
                                                     "\"new\"",
                                                     "[\"a\", \"b\"]",
                                                     "{ a = 1 }",
                                                     "{\nalpha = 1\nb = [\n1,\n2,\n]\n}",
                                                     "jsonencode([{\nx = 1\n}])"};
    return one_of(kValues);
  }

  /// The edits of a kind and what they do; none when the file has no place for them.
  std::vector<Edit> make(std::size_t kind) const {
    switch (kind) {
      case 0:
        return places.attributes.empty() ? std::vector<Edit>{}
                                         : std::vector{replace(*one_of(places.attributes)->value, value())};
      case 1:
        return insert_attributes(layout, *one_of(places.bodies), {{"plimsoll_new_attribute", value()}, {"p", "2"}});
      case 2:
        return places.objects.empty()
                   ? std::vector<Edit>{}
                   : insert_items(layout, *one_of(places.objects), {{"plimsoll_new", value()}, {"a b", "1"}});
      case 3:
        return places.tuples.empty() ? std::vector<Edit>{}
                                     : append_elements(layout, *one_of(places.tuples), {"plimsoll.new", value()});
      case 4: {
        const Body& body = *one_of(places.bodies);
        const std::string type = body.blocks.empty() ? "plimsoll" : one_of_blocks(body).type.text;
        return insert_block(layout, body, type, type + " \"new\" {\na = 1\nbcd = 2\n}");
      }
      case 5:
        return places.attributes.empty() ? std::vector<Edit>{} : remove(layout, *one_of(places.attributes));
      case 6:
        return places.blocks.empty() ? std::vector<Edit>{} : remove(layout, *one_of(places.blocks));
      case 7:
        return remove_from(places.objects, true);
      default:
        return remove_from(places.tuples, false);
    }
  }
  const Block& one_of_blocks(const Body& body) const { return body.blocks[below(body.blocks.size())]; }
  std::vector<Edit> remove_from(const std::vector<const Expression*>& all, bool is_object) const {
    if (all.empty()) return {};
    const Expression& chosen = *one_of(all);
    const std::size_t count = is_object ? std::get<ObjectConstructor>(chosen.node).items.size()
                                        : std::get<TupleConstructor>(chosen.node).elements.size();
    if (count == 0) return {};
    return is_object ? remove_item(layout, chosen, below(count)) : remove_element(layout, chosen, below(count));
  }
};

/// What is wrong with a settled edit; "" when nothing is.
std::string problem(const SourcePtr& source, const std::vector<Edit>& edits, std::string& after) {
  const Result<std::vector<Edit>> settled = settle(source, edits);
  if (!settled.ok()) return "does not settle: " + settled.errors()[0].summary;
  const Result<std::string> text = apply(source->text(), *settled);
  if (!text.ok()) return "the settled edits do not apply: " + text.errors()[0].summary;
  after = *text;
  const auto result = std::make_shared<SourceFile>("result", after);
  if (has_errors(parse_file(result).diagnostics)) return "the result does not parse";
  if (format(result) != after) return "the result is not formatted";
  if (after == source->text()) return "nothing changed";
  return "";
}

struct Run {
  std::string folder = {};
  std::mt19937 random = {};
  std::size_t made = 0;
  std::size_t failed = 0;

  void file(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const auto source = std::make_shared<const SourceFile>(name, bytes.str());
    const ParsedFile parsed = parse_file(source);
    if (has_errors(parsed.diagnostics) || format(source) != source->text()) return;
    Places places = {};
    places.add(parsed.body);
    const Editing editing = {source, layout_of(source), places, random};
    for (std::size_t kind = 0; kind < 9; ++kind) {
      const std::vector<Edit> edits = editing.make(kind);
      if (!edits.empty()) check(source, edits, kind);
    }
  }
  void check(const SourcePtr& source, const std::vector<Edit>& edits, std::size_t kind) {
    std::string after;
    const std::string wrong = problem(source, edits, after);
    ++made;
    if (wrong == "nothing changed" && kind == 0) return;
    std::ofstream(folder + "/" + std::to_string(made) + ".tf", std::ios::binary) << after;
    if (wrong.empty()) return;
    ++failed;
    std::cout << source->name() << ": kind " << kind << ", offset " << edits[0].offset << ": " << wrong << " (" << made
              << ".tf)\n";
  }
};

}  // namespace
}  // namespace plimsoll::hcl

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  plimsoll::hcl::Run run = {.folder = argv[1]};
  run.random.seed(argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 1U);
  for (std::string name; std::getline(std::cin, name);) run.file(name);
  std::cout << run.made << " edits, " << run.failed << " wrong\n";
  return run.failed == 0 ? 0 : 1;
}
