// The tree of module calls, level by level, so that the files of one level are parsed together.
#include <algorithm>
#include <set>

#include "literal.h"
#include "plimsoll/base/text.h"
#include "plimsoll/value/json.h"
#include "read_module.h"

namespace plimsoll::source {
namespace {

using InstalledModules = std::map<std::string, std::string, std::less<>>;  // key of the call -> directory

bool is_local_path(std::string_view source) {
  return source.starts_with("./") || source.starts_with("../") || source == "." || source == "..";
}

/// What `terraform init` noted. A file that is no such thing is as good as none: the modules count as missing then.
InstalledModules read_installed(const FileSystem& files, const std::string& root) {
  InstalledModules installed;
  const std::string path = join_path(root, ".terraform/modules/modules.json");
  if (!files.is_file(path)) return installed;
  const Result<std::string> text = files.read(path);
  if (!text) return installed;
  const Result<Value> decoded = json::decode(*text);
  if (!decoded || !decoded->get("Modules").is_sequence()) return installed;
  for (const Value& entry : decoded->get("Modules").elements()) {
    const Value& key = entry.get("Key");
    const Value& directory = entry.get("Dir");
    if (key.is_string() && directory.is_string()) installed.emplace(key.as_string(), directory.as_string());
  }
  return installed;
}

class Loader {
 public:
  Loader(const FileSystem& files, const std::string& root, const Limits& limits)
      : files_(files), limits_(limits), installed_(read_installed(files, root)) {
    result_.directory = root;
    result_.root = std::make_unique<Module>();
  }

  /// Takes from `earlier` whatever has not changed.
  void reuse(const Module& earlier, const std::set<std::string>& changed) {
    const auto same = [&changed](const std::shared_ptr<const File>& file) {
      return !changed.contains(file->text->name());
    };
    if (const std::shared_ptr<const ModuleSource>& source = earlier.source; source != nullptr) {
      if (std::all_of(source->files.begin(), source->files.end(), same)) {
        known_.try_emplace(source->directory, source);
      } else {
        for (const std::shared_ptr<const File>& file : source->files) {
          if (same(file)) parsed_.try_emplace(file->text->name(), file);
        }
      }
    }
    for (const auto& [name, child] : earlier.children) reuse(*child, changed);
  }

  Result<Configuration> run() && {
    std::vector<Place> level;
    level.push_back({.module = result_.root.get(), .directory = result_.directory});
    while (!level.empty()) {
      if (std::optional<Diagnostics> errors = read_level(level)) return *std::move(errors);
      std::vector<Place> next;
      for (const Place& place : level) add_children(*place.module, next);
      level = std::move(next);
    }
    return std::move(result_);
  }

 private:
  struct Place {
    Module* module = nullptr;
    std::string directory = {};
  };

  std::optional<Diagnostics> read_level(const std::vector<Place>& level) {
    std::set<std::string> wanted;
    for (const Place& place : level) {
      if (!known_.contains(place.directory)) wanted.insert(place.directory);
    }
    const std::vector<std::string> directories(wanted.begin(), wanted.end());
    Result<ModuleSources> read = read_modules(files_, directories, parsed_, limits_, count_);
    if (!read) return std::move(read).errors();
    for (std::size_t i = 0; i < directories.size(); ++i) known_[directories[i]] = std::move((*read)[i]);
    for (const Place& place : level) {
      place.module->source = known_.at(place.directory);
      warn_once(*place.module->source);
    }
    return std::nullopt;
  }

  void warn_once(const ModuleSource& module) {
    if (!warned_.insert(&module).second) return;
    result_.warnings.insert(result_.warnings.end(), module.problems.begin(), module.problems.end());
  }

  void add_children(Module& parent, std::vector<Place>& next) {
    if (parent.source == nullptr) return;
    for (const auto& [name, call] : parent.source->calls) {
      auto child = std::make_unique<Module>();
      child->path = parent.path;
      child->path.push_back(name);
      child->parent = &parent;
      child->call = &call;
      find(*child, next);
      parent.children.emplace(name, std::move(child));
    }
  }

  /// Says where the module's files are, or why they are not there.
  void find(Module& module, std::vector<Place>& next) {
    const Argument* source = module.call->argument("source");
    const std::string* text = source == nullptr ? nullptr : literal_string(*source->attribute->value);
    if (text == nullptr) return miss(module, "its source is no literal text");
    if (++modules_ > limits_.max_modules || module.path.size() > limits_.max_module_depth) {
      return miss(module, "there are too many module calls");
    }
    std::string directory;
    if (is_local_path(*text)) {
      directory = join_path(module.parent->source->directory, *text);
      module.path_module = join_path(module.parent->path_module, *text);
      module.is_local = module.parent->is_local;
    } else {
      const auto found = installed_.find(join(module.path, "."));
      if (found == installed_.end()) return miss(module, "terraform init has not installed it");
      const std::string installed = relative_path(files_, found->second);
      const bool is_moved = installed != found->second;  // it is relative to the current directory now
      directory = join_path(is_moved ? "." : result_.directory, installed);
      module.path_module = join_path(".", found->second);
      module.is_local = false;
    }
    if (!files_.is_directory(directory)) return miss(module, "its directory does not exist");
    next.push_back({.module = &module, .directory = std::move(directory)});
  }

  void miss(Module& module, std::string why) {
    module.missing = std::move(why);
    const Argument* source = module.call->argument("source");
    SourceRange range = module.call->header_range();
    if (source != nullptr) range = {.file = source->file, .bytes = source->attribute->value->range};
    result_.warnings.push_back(
        make_warning("Module not found",
                     "The source of module." + join(module.path, ".module.") + " is not read: " + module.missing + ".",
                     std::move(range)));
  }

  const FileSystem& files_;
  const Limits& limits_;
  InstalledModules installed_;
  Configuration result_ = {};
  std::map<std::string, std::shared_ptr<const ModuleSource>> known_ = {};
  ParsedFiles parsed_ = {};
  std::set<const ModuleSource*> warned_ = {};
  ReadCount count_ = {};
  std::size_t modules_ = 0;
};

}  // namespace

bool has_terraform_files(const FileSystem& files, const std::string& directory) {
  const Result<std::vector<std::string>> names = files.list(directory);
  return names && std::any_of(names->begin(), names->end(), is_terraform_file);
}

Result<Configuration> load(const FileSystem& files, const std::string& directory, const Limits& limits) {
  const auto error = [&directory](std::string summary, std::string detail) {
    Diagnostic diagnostic = make_error(std::move(summary), std::move(detail));
    diagnostic.where = directory;
    return diagnostic;
  };
  if (!files.is_directory(directory)) return error("No such directory", "Expected the root module of the plan.");
  if (!has_terraform_files(files, directory)) {
    return error("No Terraform files in this directory", "Expected the root module of the plan: files named *.tf.");
  }
  return Loader(files, join_path(".", relative_path(files, directory)), limits).run();
}

Result<Configuration> reload(const Configuration& earlier, const FileSystem& files,
                             const std::set<std::string>& changed, const Limits& limits) {
  Loader loader(files, earlier.directory, limits);
  loader.reuse(*earlier.root, changed);
  return std::move(loader).run();
}

}  // namespace plimsoll::source
