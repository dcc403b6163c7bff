#include "command.h"

#include <algorithm>
#include <istream>
#include <ostream>

#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

/// Everything from the stream, with the room behind it that plan readers need.
std::string read_all(std::istream& in) {
  constexpr std::size_t kFirstChunk = 1U << 16;
  std::string bytes;
  std::size_t size = 0;
  while (in.good()) {
    bytes.resize(std::max(kFirstChunk, size * 2));
    in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size));
    size += static_cast<std::size_t>(in.gcount());
  }
  bytes.reserve(size + Bytes::kPadding);
  bytes.resize(size);
  return bytes;
}

}  // namespace

std::string count_of(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void print_diagnostics(const Session& session, const Diagnostics& diagnostics) {
  const bool quiet = session.arguments.has("quiet");
  for (const Diagnostic& diagnostic : diagnostics) {
    if (quiet && diagnostic.level != DiagnosticLevel::kError) continue;
    *session.world.err << render(diagnostic, session.color_errors);
  }
}

Ending cannot(const Session& session, const Diagnostics& errors, const std::string& what) {
  print_diagnostics(session, errors);
  return {.code = kCannot, .reason = what + ": " + first_error(errors)};
}

std::string first_error(const Diagnostics& diagnostics) {
  const auto is_error = [](const Diagnostic& d) { return d.level == DiagnosticLevel::kError; };
  const auto first = std::find_if(diagnostics.begin(), diagnostics.end(), is_error);
  if (first == diagnostics.end()) return "unknown";
  const std::string where = first->range ? first->range.file->name() : first->where;
  std::string text = (where.empty() ? "" : printable(where) + ": ") + printable(first->summary);
  const auto others = static_cast<std::size_t>(std::count_if(std::next(first), diagnostics.end(), is_error));
  if (others > 0) text += ", and " + count_of(others, "more error");
  return text;
}

Result<Bytes> read_input(const World& world, const std::string& file) {
  if (file != "-") return world.files->map(file);
  std::string bytes = read_all(*world.in);
  if (world.in->bad()) return make_error("Cannot read standard input");
  return Bytes(std::move(bytes));
}

Result<std::string> write_reports(const ReportSettings& settings, const Report& report, FileSystem& files) {
  std::vector<std::string> texts;
  for (const Target& target : settings.targets) {
    report::Options options = settings.options;
    options.color = target.color;
    texts.push_back(target.format->write(report, options));
  }
  std::string output;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Target& target = settings.targets[i];
    if (target.file.empty()) {
      output = std::move(texts[i]);
    } else if (Result<Done> written = files.write(target.file, texts[i]); !written) {
      return std::move(written).errors();
    }
  }
  return output;
}

}  // namespace plimsoll::cli
