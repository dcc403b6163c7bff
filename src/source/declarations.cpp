// From parsed files to declarations, with override files merged into what they override.
// Source of the rules: developer.hashicorp.com/terraform/language/files/override.
#include <algorithm>

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

SourceRange Declaration::range() const {
  return {.file = file, .bytes = block->range};
}

SourceRange Declaration::header_range() const {
  return {.file = file, .bytes = block->header_range};
}

}  // namespace plimsoll::source
