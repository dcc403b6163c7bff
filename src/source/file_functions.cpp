#include "file_functions.h"

#include <algorithm>

#include "fileset.h"
#include "placed_functions.h"
#include "plimsoll/base/text.h"
#include "text_functions.h"

namespace plimsoll::source {
namespace {

using lang::Function;
using lang::Invocation;
using lang::Outcome;

constexpr std::size_t kMaxFileBytes = std::size_t{16} << 20;

bool is_below(std::string_view directory, std::string_view path) {
  if (directory == ".") return !path.starts_with('/') && path != ".." && !path.starts_with("../");
  return path.starts_with(directory) && path.size() > directory.size() && path[directory.size()] == '/';
}

void collect_directories(const Module& module, std::set<std::string>& directories) {
  if (module.source != nullptr) directories.insert(module.source->directory);
  for (const auto& [name, child] : module.children) collect_directories(*child, directories);
}

Value unknown_result(const Invocation& call, const std::string& why) {
  return Value::unknown({call.function->name + "() (" + why + ")"});
}

const std::string& text_of(const Invocation& call, std::size_t i) {
  return call.arguments[i].as_string();
}

lang::Parameter path_parameter() {
  return {.name = "path", .kind = Kind::kString};
}

Function file_function(FileAccess& access, Texts& texts) {
  return {.name = "file",
          .parameters = {path_parameter()},
          .implementation = [&access, &texts](const Invocation& call) -> Outcome {
            std::string refused;
            const SourcePtr file = access.read(text_of(call, 0), refused);
            if (file == nullptr) return unknown_result(call, refused);
            if (!is_valid_utf8(file->text())) return unknown_result(call, "not UTF-8");
            Value value = Value::string(std::string(file->text()));
            texts.remember(value, {Piece{.text = std::string(file->text()), .file = file}});
            return value;
          }};
}

/// file() and then another function over the content: filesha256(p) is sha256(file(p)).
Function composed(FileAccess& access, const std::string& name, const Function& inner) {
  return {.name = name,
          .parameters = {path_parameter()},
          .implementation = [&access, inner](const Invocation& call) -> Outcome {
            std::string refused;
            const SourcePtr file = access.read(text_of(call, 0), refused);
            if (file == nullptr) return unknown_result(call, refused);
            const std::array arguments = {Value::string(std::string(file->text()))};
            return inner.implementation({.arguments = arguments, .context = call.context, .function = &inner});
          }};
}

Function exists_function(const FileAccess& access) {
  return {.name = "fileexists",
          .parameters = {path_parameter()},
          .implementation = [&access](const Invocation& call) -> Outcome {
            const std::optional<bool> exists = access.exists(text_of(call, 0));
            if (!exists) return unknown_result(call, "outside the source directory");
            return Value::boolean(*exists);
          }};
}

Function set_function(const FileAccess& access) {
  return {.name = "fileset",
          .parameters = {path_parameter(), {.name = "pattern", .kind = Kind::kString}},
          .implementation = [&access](const Invocation& call) -> Outcome {
            const std::optional<std::vector<std::string>> paths = access.matching(text_of(call, 0), text_of(call, 1));
            if (!paths) return unknown_result(call, "not below the source directory, or not clear");
            Sequence elements;
            for (const std::string& path : *paths) elements.push_back(Value::string(path));
            return Value::sequence(Kind::kSet, std::move(elements));
          }};
}

/// Only a path that begins with ~ depends on the machine.
Function expand_function() {
  return {
      .name = "pathexpand", .parameters = {path_parameter()}, .implementation = [](const Invocation& call) -> Outcome {
        if (text_of(call, 0).starts_with('~')) return unknown_result(call, "a home directory");
        return call.arguments[0];
      }};
}

/// What a template's variables are known to be; nullopt when nothing is.
std::optional<Members> known_variables(const Value& variables) {
  if (variables.is_object()) return variables.members();
  const PartialObject* known = variables.known_object();
  return known == nullptr ? std::nullopt : std::optional(known->sure);
}

Outcome render_template(FileAccess& access, const Invocation& call) {
  const Value& path = call.arguments[0];
  const Value& variables = call.arguments[1];
  const std::optional<Members> members = known_variables(variables);
  if (path.is_unknown() || (variables.is_unknown() && !members)) {
    return Value::unknown(merge_causes(path.unknown_because(), variables.unknown_because()));
  }
  if (!path.is_string() || !members) return lang::call_error(call, "a path and an object are required");
  std::string refused;
  const SourcePtr file = access.read(path.as_string(), refused);
  if (file == nullptr) return unknown_result(call, refused);
  const hcl::Expression* expression = access.parse(file);
  if (expression == nullptr) return unknown_result(call, "the template has errors");
  lang::Scope scope;
  for (const auto& [name, value] : *members) scope.set(name, value);
  lang::Context context = *call.context;
  context.source = file;
  context.scope = &scope;
  context.splat_element = nullptr;
  const Outcome result = lang::evaluate(*expression, context);
  if (!result.ok() || result.value().is_string() || result.value().is_unknown()) return result;
  return unknown_result(call, "the template is no text");
}

Function template_function(FileAccess& access) {
  return {.name = "templatefile",
          .parameters = {{.name = "path"}, {.name = "vars"}},
          .traits = {.allows_unknown = true},
          .implementation = [&access](const Invocation& call) { return render_template(access, call); }};
}

/// jsonencode() that remembers what it encoded.
Function remembering_encoder(Function function, Texts& texts) {
  function.implementation = [inner = function.implementation, &texts](const Invocation& call) -> Outcome {
    Outcome result = inner(call);
    if (!result.ok() || !result.value().is_string()) return result;
    texts.remember(result.value(), {Piece{.hole = call.arguments[0], .json = call.arguments[0]}});
    return result;
  };
  return function;
}

Function path_function(std::string name, std::string (*implementation)(std::string_view)) {
  return {.name = std::move(name),
          .parameters = {path_parameter()},
          .implementation = [implementation](const Invocation& call) -> Outcome {
            return Value::string(implementation(text_of(call, 0)));
          }};
}

void add_hashes(lang::FunctionTable& functions, FileAccess& access) {
  constexpr std::array<std::pair<const char*, const char*>, 7> kComposed = {{{"filebase64", "base64encode"},
                                                                             {"filemd5", "md5"},
                                                                             {"filesha1", "sha1"},
                                                                             {"filesha256", "sha256"},
                                                                             {"filesha512", "sha512"},
                                                                             {"filebase64sha256", "base64sha256"},
                                                                             {"filebase64sha512", "base64sha512"}}};
  for (const auto& [name, inner] : kComposed) {
    if (const Function* function = functions.find(inner)) functions.add(composed(access, name, Function(*function)));
  }
}

}  // namespace

FileAccess::FileAccess(const Configuration& configuration, const FileSystem& files, Footprints& footprints)
    : files_(files), footprints_(footprints), root_(configuration.directory) {
  directories_.insert(root_);
  collect_directories(*configuration.root, directories_);
}

std::string FileAccess::locate(const std::string& path) const {
  if (path.starts_with('/') || path.starts_with('~')) return "";
  std::string located = join_path(root_, path);
  const std::string real = files_.canonical(located);
  const auto holds = [&](const std::string& directory) {
    if (!is_below(directory, located)) return false;
    const std::string real_directory = files_.canonical(directory);
    return real.empty() || is_below(real_directory, real);
  };
  return std::any_of(directories_.begin(), directories_.end(), holds) ? located : "";
}

std::optional<bool> FileAccess::exists(const std::string& path) const {
  const std::string located = locate(path);
  if (located.empty()) return std::nullopt;
  return files_.is_file(located);
}

std::optional<std::vector<std::string>> FileAccess::matching(const std::string& directory,
                                                             const std::string& pattern) const {
  // Of a directory it is what lies in it that must be inside.
  const std::string inside = locate(join_path(directory, "x"));
  if (inside.empty()) return std::nullopt;
  const std::string located = parent_path(inside);
  const std::string real = files_.canonical(located);
  const auto holds = [&](const std::string& allowed) {
    const std::string real_allowed = files_.canonical(allowed);
    return real == real_allowed || is_below(real_allowed, real);
  };
  if (!std::any_of(directories_.begin(), directories_.end(), holds)) return std::nullopt;
  return matching_files(files_, located, pattern);
}

SourcePtr FileAccess::read(const std::string& path, std::string& refused) {
  SourcePtr file = load(path, refused);
  if (file != nullptr) footprints_.look_at_all_of(file);
  return file;
}

SourcePtr FileAccess::load(const std::string& path, std::string& refused) {
  const auto known = read_.find(path);
  if (known != read_.end()) {
    refused = "not readable";
    return known->second;
  }
  const std::string located = locate(path);
  refused = located.empty() ? "outside the source directory" : "not readable";
  SourcePtr& file = read_[path];
  if (located.empty() || !files_.is_file(located)) return nullptr;
  Result<std::string> text = files_.read(located);
  if (text && text->size() <= kMaxFileBytes) file = std::make_shared<const SourceFile>(located, *std::move(text));
  return file;
}

const hcl::Expression* FileAccess::parse(const SourcePtr& file) {
  const auto [entry, added] = templates_.try_emplace(file->name());
  if (added) entry->second = hcl::parse_template(file);
  return has_errors(entry->second.diagnostics) ? nullptr : entry->second.expression.get();
}

lang::FunctionTable source_functions(FileAccess& access, Texts& texts) {
  lang::FunctionTable functions;
  functions.add(lang::terraform_functions());
  if (const Function* encode = functions.find("jsonencode")) functions.add(remembering_encoder(*encode, texts));
  add_text_functions(functions, texts);
  add_placed_functions(functions, texts);
  functions.add(file_function(access, texts));
  functions.add(exists_function(access));
  functions.add(set_function(access));
  functions.add(template_function(access));
  functions.add(expand_function());
  functions.add(path_function("basename", [](std::string_view path) { return file_name(path); }));
  functions.add(path_function("dirname", [](std::string_view path) { return parent_path(path); }));
  add_hashes(functions, access);
  return functions;
}

void add_unknown_function(lang::FunctionTable& functions, const std::string& name) {
  if (functions.find(name) != nullptr) return;
  functions.add({.name = name,
                 .parameters = {{.name = "arguments", .variadic = true}},
                 .traits = {.allows_null = true, .allows_unknown = true},
                 .implementation = [name](const Invocation&) -> Outcome { return Value::unknown({name + "()"}); }});
}

}  // namespace plimsoll::source
