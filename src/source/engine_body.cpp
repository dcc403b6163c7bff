// Bodies of resources: attributes, nested blocks, dynamic blocks.
#include <algorithm>
#include <array>

#include "engine.h"
#include "origins.h"

namespace plimsoll::source {
namespace {

constexpr std::array<std::string_view, 7> kMetaArguments = {"count",     "for_each",    "provider",  "depends_on",
                                                            "lifecycle", "provisioner", "connection"};

bool is_meta(std::string_view name) {
  return std::find(kMetaArguments.begin(), kMetaArguments.end(), name) != kMetaArguments.end();
}

/// The name of a dynamic block's iterator: its label, or what `iterator` says.
std::string iterator_name(const hcl::Block& block) {
  const hcl::Attribute* written = block.body.attribute("iterator");
  const auto* variable = written == nullptr ? nullptr : std::get_if<hcl::Variable>(&written->value->node);
  return variable == nullptr ? block.labels.front().text : variable->name;
}

}  // namespace

/// Gathers the parts of one body.
class BodyEvaluator {
 public:
  BodyEvaluator(Engine& engine, const lang::Scope& scope, std::size_t depth)
      : engine_(engine), scope_(scope), depth_(depth) {}

  void attribute(const Argument& argument) {
    members_.emplace_back(argument.attribute->name.text,
                          engine_.evaluate({*argument.attribute->value, argument.file}, scope_));
  }

  void block(const NestedBlock& nested) {
    const hcl::Block& block = *nested.block;
    if (block.type.text == "dynamic" && block.labels.size() == 1) {
      dynamic(nested);
    } else {
      add(block.type.text, body_of(block, nested.file, scope_));
    }
  }

  Value take(const SourceRange& range) && {
    for (auto& [type, blocks] : blocks_) members_.emplace_back(type, std::move(blocks).take());
    return stamped_node(Value::object(std::move(members_)), range);
  }

 private:
  /// The blocks of one type: a list, known in part once some are there or not for reasons that are unknown.
  struct Blocks {
    PartialList known = {};
    bool uncertain = false;
    bool sensitive = false;
    std::vector<std::string> because = {};

    void add(Value block) { (uncertain ? known.further : known.first).push_back(std::move(block)); }
    void add_unknown(const std::vector<std::string>& causes) {
      uncertain = true;
      because = merge_causes(because, causes);
    }
    Value take() && {
      const Sequence& blocks = known.first.empty() ? known.further : known.first;
      const std::shared_ptr<const Origin> origin = blocks.empty() ? nullptr : blocks.front().origin();
      const Value list =
          uncertain ? Value::list_in_part(std::move(known), std::move(because)) : Value::list(std::move(known.first));
      return list.with_sensitive(sensitive).with_origin(origin);
    }
  };

  static Value stamped_node(const Value& value, const SourceRange& range) {
    return value.with_origin(std::make_shared<const Origin>(Origin{.range = range}));
  }

  Blocks& blocks_of(const std::string& type) {
    for (auto& [name, blocks] : blocks_) {
      if (name == type) return blocks;
    }
    return blocks_.emplace_back(type, Blocks{}).second;
  }

  void add(const std::string& type, Value block) { blocks_of(type).add(std::move(block)); }

  Value body_of(const hcl::Block& block, const SourcePtr& file, const lang::Scope& scope) const {
    constexpr std::size_t kMaxDepth = 64;
    const SourceRange range = {.file = file, .bytes = block.range};
    if (depth_ > kMaxDepth) return stamped_node(Value::unknown({"too many blocks inside blocks"}), range);
    BodyEvaluator inner(engine_, scope, depth_ + 1);
    for (const hcl::Attribute& attribute : block.body.attributes) inner.attribute({&attribute, file});
    for (const hcl::Block& nested : block.body.blocks) inner.block({&nested, file});
    return std::move(inner).take(range);
  }

  void dynamic(const NestedBlock& nested) {
    const hcl::Block& block = *nested.block;
    const std::string& type = block.labels.front().text;
    const hcl::Attribute* for_each = block.body.attribute("for_each");
    const std::vector<const hcl::Block*> contents = block.body.blocks_of("content");
    Value each = Value::unknown({"dynamic." + type});
    if (for_each != nullptr && contents.size() == 1) each = engine_.evaluate({*for_each->value, nested.file}, scope_);
    Blocks& blocks = blocks_of(type);
    blocks.sensitive = blocks.sensitive || each.is_sensitive();
    const std::string iterator = iterator_name(block);
    const auto once = [&](const Value& key, const Value& value) {
      lang::Scope scope(&scope_);
      scope.set(iterator, Value::object({{"key", key}, {"value", value}}));
      blocks_of(type).add(body_of(*contents.front(), nested.file, scope));
    };
    if (each.is_object()) {
      for (const auto& [key, value] : each.members()) once(Value::string(key), value);
    } else if (each.is_sequence()) {
      std::int64_t index = 0;
      for (const Value& value : each.elements()) {
        once(each.kind() == Kind::kSet ? value : Value::number(index), value);
        ++index;
      }
    } else {
      dynamic_in_part(each, blocks, once);
    }
  }

  /// The blocks that there will be in any case.
  template <typename Once>
  void dynamic_in_part(const Value& each, Blocks& blocks, const Once& once) {
    const std::vector<std::string>& because = each.unknown_because();
    const Value some_key = Value::unknown(because);
    blocks.add_unknown(because);
    if (const PartialObject* object = each.known_object()) {
      for (const auto& [key, value] : object->sure) once(Value::string(key), value);
    }
    if (const PartialList* list = each.known_list()) {
      for (const Value& value : list->first) once(some_key, value);
      for (const Value& value : list->further) once(some_key, value);
    }
  }

  Engine& engine_;
  const lang::Scope& scope_;
  std::size_t depth_;
  Members members_ = {};
  std::vector<std::pair<std::string, Blocks>> blocks_ = {};
};

std::optional<ResourceSource> Engine::resource(const ResourceAddress& address) {
  Instance* const instance = find(address.modules);
  if (instance == nullptr || !instance->readable()) return std::nullopt;
  const auto declared = instance->module->source->resources.find(address.name);
  if (declared == instance->module->source->resources.end()) return std::nullopt;
  const Declaration& declaration = declared->second;
  footprints_.look_at(declaration);
  const std::optional<Value> each_value =
      instance_value(repetition(*instance, declared->first, declaration), address.key);
  if (!each_value) return std::nullopt;
  lang::Scope scope(&instance->scope);
  bind_key(scope, address.key, *each_value);
  BodyEvaluator body(*this, scope, 0);
  for (const Argument& argument : declaration.arguments) {
    if (!is_meta(argument.attribute->name.text)) body.attribute(argument);
  }
  for (const NestedBlock& nested : declaration.blocks) {
    if (!is_meta(nested.block->type.text)) body.block(nested);
  }
  return ResourceSource{.module = instance->module,
                        .declaration = &declaration,
                        .module_address = instance->address,
                        .body = std::move(body).take(declaration.range())};
}

std::optional<ResourceSource> Engine::resource(const ResourceAddress& address, std::vector<SourceRange>& seen) {
  footprints_.begin();
  std::optional<ResourceSource> source = resource(address);
  seen = footprints_.ranges(footprints_.end());
  return source;
}

}  // namespace plimsoll::source
