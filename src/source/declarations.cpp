// From parsed files to declarations, with override files merged into what they override.
// Source of the rules: developer.hashicorp.com/terraform/language/files/override.
#include <algorithm>

#include "literal.h"
#include "read_module.h"

namespace plimsoll::source {
namespace {

/// Where a kind of block goes and what names it; blocks that are not evaluated go nowhere.
struct Target {
  Declarations* declarations = nullptr;
  std::string name = {};
};

Target target_of(ModuleSource& module, const hcl::Block& block) {
  const std::string& type = block.type.text;
  const auto label = [&block](std::size_t i) { return block.labels[i].text; };
  if (block.labels.size() == 1) {
    if (type == "variable") return {&module.variables, label(0)};
    if (type == "output") return {&module.outputs, label(0)};
    if (type == "module") return {&module.calls, label(0)};
  }
  if (block.labels.size() == 2) {
    if (type == "resource") return {&module.resources, label(0) + "." + label(1)};
    if (type == "data") return {&module.resources, "data." + label(0) + "." + label(1)};
  }
  return {};
}

/// The type of the blocks that a nested block makes: a dynamic block stands for what it generates.
const std::string& generated_type(const hcl::Block& block) {
  return block.type.text == "dynamic" && !block.labels.empty() ? block.labels.front().text : block.type.text;
}

/// The attribute that a path such as tags["a"] begins with; old configurations write it in quotes.
std::string root_of(const hcl::Expression& path) {
  if (const auto* variable = std::get_if<hcl::Variable>(&path.node)) return variable->name;
  if (const auto* attribute = std::get_if<hcl::GetAttribute>(&path.node)) return root_of(*attribute->object);
  if (const auto* index = std::get_if<hcl::Index>(&path.node)) return root_of(*index->collection);
  const std::string* text = literal_string(path);
  return text == nullptr ? "" : text->substr(0, text->find_first_of(".["));
}

Declaration declare(const hcl::Block& block, const SourcePtr& file) {
  Declaration declaration{.block = &block, .file = file};
  for (const hcl::Attribute& attribute : block.body.attributes) declaration.arguments.push_back({&attribute, file});
  for (const hcl::Block& nested : block.body.blocks) declaration.blocks.push_back({&nested, file});
  return declaration;
}

/// Arguments replace those of the same name; nested blocks replace all of their type.
void merge(Declaration& declaration, const hcl::Block& block, const SourcePtr& file) {
  for (const hcl::Attribute& attribute : block.body.attributes) {
    const auto same = std::find_if(declaration.arguments.begin(), declaration.arguments.end(),
                                   [&](const Argument& a) { return a.attribute->name.text == attribute.name.text; });
    if (same == declaration.arguments.end()) {
      declaration.arguments.push_back({&attribute, file});
    } else {
      *same = {&attribute, file};
    }
  }
  std::erase_if(declaration.blocks, [&block](const NestedBlock& old) {
    return std::any_of(block.body.blocks.begin(), block.body.blocks.end(), [&old](const hcl::Block& nested) {
      return generated_type(nested) == generated_type(*old.block);
    });
  });
  for (const hcl::Block& nested : block.body.blocks) declaration.blocks.push_back({&nested, file});
}

class Indexer {
 public:
  explicit Indexer(ModuleSource& module) : module_(module) {}

  void run() {
    for (const std::shared_ptr<const File>& file : module_.files) {
      if (!file->is_override) add_file(*file);
    }
    // Their names decide the order, which is how directories are listed.
    for (const std::shared_ptr<const File>& file : module_.files) {
      if (file->is_override) override_with(*file);
    }
  }

 private:
  void add_file(const File& file) {
    for (const hcl::Block& block : file.body.blocks) {
      // A check may have a data source of its own, which plans list with the others.
      if (block.type.text == "check") add_blocks(block.body.blocks, file);
    }
    add_blocks(file.body.blocks, file);
  }

  void add_blocks(const std::vector<hcl::Block>& blocks, const File& file) {
    for (const hcl::Block& block : blocks) {
      if (block.type.text == "locals") {
        for (const hcl::Attribute& attribute : block.body.attributes) {
          const bool added = module_.locals.try_emplace(attribute.name.text, Argument{&attribute, file.text}).second;
          if (!added) duplicate("local." + attribute.name.text, attribute.name.range, file);
        }
        continue;
      }
      const Target target = target_of(module_, block);
      if (target.declarations == nullptr) continue;
      const bool added = target.declarations->try_emplace(target.name, declare(block, file.text)).second;
      if (!added) duplicate(block.type.text + " " + target.name, block.header_range, file);
    }
  }

  void override_with(const File& file) {
    for (const hcl::Block& block : file.body.blocks) {
      if (block.type.text == "locals") {
        for (const hcl::Attribute& attribute : block.body.attributes) {
          module_.locals.insert_or_assign(attribute.name.text, Argument{&attribute, file.text});
        }
        continue;
      }
      const Target target = target_of(module_, block);
      if (target.declarations == nullptr) continue;
      const auto found = target.declarations->find(target.name);
      if (found != target.declarations->end()) merge(found->second, block, file.text);
    }
  }

  void duplicate(const std::string& what, ByteRange range, const File& file) {
    module_.broken = true;
    module_.problems.push_back(make_warning("Declared twice",
                                            "There is another " + what +
                                                " in this module, which Terraform refuses. Nothing in this module is "
                                                "read from its source.",
                                            {.file = file.text, .bytes = range}));
  }

  ModuleSource& module_;
};

}  // namespace

void index_declarations(ModuleSource& module) {
  Indexer(module).run();
}

const Argument* Declaration::argument(std::string_view name) const {
  for (const Argument& argument : arguments) {
    if (argument.attribute->name.text == name) return &argument;
  }
  return nullptr;
}

std::vector<std::string> ignored_changes(const Declaration& resource) {
  std::vector<std::string> names;
  const auto add = [&names](const hcl::Expression& expression) {
    if (std::string name = root_of(expression); !name.empty()) names.push_back(std::move(name));
  };
  for (const NestedBlock& nested : resource.blocks) {
    const hcl::Attribute* ignored =
        nested.block->type.text == "lifecycle" ? nested.block->body.attribute("ignore_changes") : nullptr;
    if (ignored == nullptr) continue;
    const auto* list = std::get_if<hcl::TupleConstructor>(&ignored->value->node);
    if (list == nullptr) add(*ignored->value);
    for (std::size_t i = 0; list != nullptr && i < list->elements.size(); ++i) add(*list->elements[i]);
  }
  return names;
}

SourceRange Declaration::range() const {
  return {.file = file, .bytes = block->range};
}

SourceRange Declaration::header_range() const {
  return {.file = file, .bytes = block->header_range};
}

}  // namespace plimsoll::source
