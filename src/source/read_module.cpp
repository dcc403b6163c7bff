#include "read_module.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "plimsoll/source/syntax.h"

namespace plimsoll::source {
namespace {

bool is_hidden_or_backup(std::string_view name) {
  return name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
}

bool is_override(std::string_view name) {
  const std::string_view stem = name.substr(0, name.find(".tf"));
  return stem == "override" || stem.ends_with("_override");
}

bool is_variable_file(std::string_view name) {
  return !is_hidden_or_backup(name) && (name.ends_with(".tfvars") || name.ends_with(".tfvars.json"));
}

Diagnostic as_warning(Diagnostic diagnostic) {
  diagnostic.level = DiagnosticLevel::kWarning;
  if (!diagnostic.detail.empty()) diagnostic.detail += ' ';
  diagnostic.detail += "Nothing in this module is read from its source.";
  return diagnostic;
}

/// Files that have their text and get the rest, by whichever thread.
using Tasks = std::vector<std::shared_ptr<File>>;

void parse(File& file) {
  hcl::ParsedFile parsed = parse_source_file(file.text);
  file.body = std::move(parsed.body);
  for (Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.level == DiagnosticLevel::kError) file.problems.push_back(as_warning(std::move(diagnostic)));
  }
}

void parse_all(const Tasks& tasks, std::size_t threads) {
  constexpr std::size_t kFilesPerThread = 50;  // below that, starting a thread costs more than it saves
  constexpr std::size_t kMostThreads = 8;
  if (threads == 0) {
    const std::size_t machine = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    threads = std::clamp<std::size_t>(tasks.size() / kFilesPerThread, 1, std::min(machine, kMostThreads));
  }
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next.fetch_add(1); i < tasks.size(); i = next.fetch_add(1)) parse(*tasks[i]);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

/// Lists and reads what belongs to one module.
class Gatherer {
 public:
  Gatherer(const FileSystem& files, const ParsedFiles& parsed, const Limits& limits, ReadCount& count)
      : files_(files), parsed_(parsed), limits_(limits), count_(count) {}

  std::optional<Diagnostic> gather(ModuleSource& module) {
    const Result<std::vector<std::string>> names = files_.list(module.directory);
    if (!names) return names.errors().front();
    for (const std::string& name : *names) {
      if (is_variable_file(name)) module.variable_files.push_back(name);
      if (!is_terraform_file(name)) continue;
      if (++count_.files > limits_.max_files) {
        return make_error("Too many Terraform files", "At most " + std::to_string(limits_.max_files) + " are read.");
      }
      read(name, module);
    }
    order_variable_files(module.variable_files);
    return std::nullopt;
  }

  const Tasks& to_parse() const { return to_parse_; }

 private:
  void read(const std::string& name, ModuleSource& module) {
    const std::string path = join_path(module.directory, name);
    if (const auto known = parsed_.find(path); known != parsed_.end()) {
      module.files.push_back(known->second);
      return;
    }
    if (!files_.is_file(path)) return;
    Result<std::string> text = files_.read(path);
    if (!text || text->size() > limits_.max_file_bytes) {
      Diagnostic warning = text ? make_warning("File too large") : text.errors().front();
      warning.where = path;
      module.problems.push_back(as_warning(std::move(warning)));
      module.broken = true;
      return;
    }
    const auto file = std::make_shared<File>();
    file->text = std::make_shared<const SourceFile>(path, *std::move(text));
    file->is_json = name.ends_with(".json");
    file->is_override = is_override(name);
    module.files.push_back(file);
    to_parse_.push_back(file);
  }

  /// As Terraform loads them; a later one wins.
  static void order_variable_files(std::vector<std::string>& names) {
    const auto rank = [](const std::string& name) {
      return name == "terraform.tfvars" ? 0 : name == "terraform.tfvars.json" ? 1 : 2;
    };
    std::stable_sort(names.begin(), names.end(),
                     [&rank](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
  }

  const FileSystem& files_;
  const ParsedFiles& parsed_;
  const Limits& limits_;
  ReadCount& count_;
  Tasks to_parse_ = {};
};

void finish(ModuleSource& module) {
  for (const std::shared_ptr<const File>& file : module.files) {
    module.broken = module.broken || !file->problems.empty();
    module.problems.insert(module.problems.end(), file->problems.begin(), file->problems.end());
  }
  index_declarations(module);
}

}  // namespace

bool is_terraform_file(std::string_view name) {
  return !is_hidden_or_backup(name) && (name.ends_with(".tf") || name.ends_with(".tf.json"));
}

Result<ModuleSources> read_modules(const FileSystem& files, const std::vector<std::string>& directories,
                                   const ParsedFiles& parsed, const Limits& limits, ReadCount& count) {
  std::vector<std::shared_ptr<ModuleSource>> modules;
  Gatherer gatherer(files, parsed, limits, count);
  for (const std::string& directory : directories) {
    modules.push_back(std::make_shared<ModuleSource>());
    modules.back()->directory = directory;
    if (std::optional<Diagnostic> error = gatherer.gather(*modules.back())) return *std::move(error);
  }
  parse_all(gatherer.to_parse(), limits.threads);
  for (const std::shared_ptr<ModuleSource>& module : modules) finish(*module);
  return ModuleSources(modules.begin(), modules.end());
}

}  // namespace plimsoll::source
