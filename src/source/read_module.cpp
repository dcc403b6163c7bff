#include "read_module.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "json_syntax.h"
#include "plimsoll/hcl/parser.h"

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

/// One file on its way; `result` is filled by whichever thread parses it.
struct Task {
  std::size_t module = 0;
  std::string name = {};
  SourcePtr text = nullptr;
  std::shared_ptr<File> result = nullptr;
  Diagnostics diagnostics = {};
};

void parse(Task& task) {
  hcl::ParsedFile parsed = task.name.ends_with(".json") ? parse_json_file(task.text) : hcl::parse_file(task.text);
  task.result->body = std::move(parsed.body);
  task.diagnostics = std::move(parsed.diagnostics);
}

void parse_all(std::vector<Task>& tasks, std::size_t threads) {
  constexpr std::size_t kFilesPerThread = 50;  // below that, starting a thread costs more than it saves
  constexpr std::size_t kMostThreads = 8;
  if (threads == 0) {
    const std::size_t machine = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    threads = std::clamp<std::size_t>(tasks.size() / kFilesPerThread, 1, std::min(machine, kMostThreads));
  }
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next.fetch_add(1); i < tasks.size(); i = next.fetch_add(1)) parse(tasks[i]);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

Diagnostic as_warning(Diagnostic diagnostic) {
  diagnostic.level = DiagnosticLevel::kWarning;
  if (!diagnostic.detail.empty()) diagnostic.detail += ' ';
  diagnostic.detail += "Nothing in this module is read from its source.";
  return diagnostic;
}

/// Lists and reads what belongs to one module.
class Gatherer {
 public:
  Gatherer(const FileSystem& files, const Limits& limits, ReadCount& count, Diagnostics& warnings)
      : files_(files), limits_(limits), count_(count), warnings_(warnings) {}

  std::optional<Diagnostic> gather(std::size_t position, ModuleSource& module, std::vector<Task>& tasks) {
    const Result<std::vector<std::string>> names = files_.list(module.directory);
    if (!names) return names.errors().front();
    for (const std::string& name : *names) {
      if (is_variable_file(name)) module.variable_files.push_back(name);
      if (!is_terraform_file(name)) continue;
      if (++count_.files > limits_.max_files) {
        return make_error("Too many Terraform files", "At most " + std::to_string(limits_.max_files) + " are read.");
      }
      read(position, name, module, tasks);
    }
    order_variable_files(module.variable_files);
    return std::nullopt;
  }

 private:
  void read(std::size_t position, const std::string& name, ModuleSource& module, std::vector<Task>& tasks) {
    const std::string path = join_path(module.directory, name);
    if (!files_.is_file(path)) return;
    Result<std::string> text = files_.read(path);
    if (!text || text->size() > limits_.max_file_bytes) {
      Diagnostic warning = text ? make_warning("File too large") : text.errors().front();
      warning.where = path;
      warnings_.push_back(as_warning(std::move(warning)));
      module.broken = true;
      return;
    }
    Task task{.module = position, .name = name};
    task.text = std::make_shared<const SourceFile>(path, *std::move(text));
    task.result = std::make_shared<File>();
    task.result->text = task.text;
    task.result->is_json = name.ends_with(".json");
    task.result->is_override = is_override(name);
    tasks.push_back(std::move(task));
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
  const Limits& limits_;
  ReadCount& count_;
  Diagnostics& warnings_;
};

}  // namespace

bool is_terraform_file(std::string_view name) {
  return !is_hidden_or_backup(name) && (name.ends_with(".tf") || name.ends_with(".tf.json"));
}

Result<ReadModules> read_modules(const FileSystem& files, const std::vector<std::string>& directories,
                                 const Limits& limits, ReadCount& count) {
  ReadModules result;
  std::vector<std::shared_ptr<ModuleSource>> modules;
  std::vector<Task> tasks;
  Gatherer gatherer(files, limits, count, result.warnings);
  for (const std::string& directory : directories) {
    modules.push_back(std::make_shared<ModuleSource>());
    modules.back()->directory = directory;
    if (std::optional<Diagnostic> error = gatherer.gather(modules.size() - 1, *modules.back(), tasks)) {
      return *std::move(error);
    }
  }
  parse_all(tasks, limits.threads);
  for (Task& task : tasks) {
    ModuleSource& module = *modules[task.module];
    module.broken = module.broken || has_errors(task.diagnostics);
    for (Diagnostic& diagnostic : task.diagnostics) {
      if (diagnostic.level == DiagnosticLevel::kError) result.warnings.push_back(as_warning(std::move(diagnostic)));
    }
    module.files.push_back(std::move(task.result));
  }
  for (const std::shared_ptr<ModuleSource>& module : modules) {
    index_declarations(*module, result.warnings);
    result.modules.push_back(module);
  }
  return result;
}

}  // namespace plimsoll::source
