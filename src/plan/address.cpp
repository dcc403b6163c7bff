#include "address.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll::plan {

std::vector<std::string_view> split_address(std::string_view address) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool in_key = false;
  bool in_quotes = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (in_quotes) {
      if (c == '\\') ++i;
      in_quotes = c != '"';
    } else if (in_key) {
      in_quotes = c == '"';
      in_key = c != ']';
    } else if (c == '[') {
      in_key = true;
    } else if (c == '.') {
      parts.push_back(address.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  if (begin < address.size()) parts.push_back(address.substr(begin));
  return parts;
}

std::string_view without_key(std::string_view part) {
  return part.substr(0, part.find('['));
}

std::vector<std::string_view> module_names(std::string_view module_address) {
  std::vector<std::string_view> names;
  const std::vector<std::string_view> parts = split_address(module_address);
  for (std::size_t i = 0; i + 1 < parts.size() && parts[i] == "module"; i += 2)
    names.push_back(without_key(parts[i + 1]));
  return names;
}

std::string without_keys(std::string_view address) {
  std::string out;
  for (const std::string_view part : split_address(address)) {
    if (!out.empty()) out += '.';
    out += without_key(part);
  }
  return out;
}

std::string_view module_part(std::string_view address) {
  if (!address.starts_with("module.")) return {};
  const std::vector<std::string_view> parts = split_address(address);
  std::size_t i = 0;
  while (i + 1 < parts.size() && parts[i] == "module") i += 2;
  const std::string_view last = parts[std::min(i, parts.size()) - 1];
  return address.substr(0, static_cast<std::size_t>(last.data() + last.size() - address.data()));
}

std::string_view managed_type(std::string_view address) {
  const std::vector<std::string_view> parts = split_address(address.substr(module_part(address).size()));
  const std::size_t first = !parts.empty() && parts[0].empty() ? 1 : 0;  // the dot behind the module
  const bool is_resource = parts.size() == first + 2 && parts[first] != "data" && parts[first] != "ephemeral";
  return is_resource ? parts[first] : std::string_view{};
}

void complete_address(ResourceChange& change, bool mode_given) {
  if (change.address.empty() && !change.type.empty()) {
    const std::string prefix = change.module_address.empty() ? "" : change.module_address + ".";
    change.address = prefix + (change.mode == Mode::kData ? "data." : "") + change.type + "." + change.name;
    if (change.index.is_number()) change.address += "[" + change.index.as_number().to_string() + "]";
    if (change.index.is_string()) change.address += "[" + hcl_quote(change.index.as_string()) + "]";
  }
  if (change.module_address.empty()) change.module_address = module_part(change.address);
  if (mode_given && !change.type.empty()) return;
  std::string_view rest = std::string_view(change.address).substr(change.module_address.size());
  if (rest.starts_with('.')) rest.remove_prefix(1);
  std::vector<std::string_view> parts = split_address(rest);
  if (!parts.empty() && (parts[0] == "data" || parts[0] == "ephemeral")) {
    if (!mode_given) change.mode = parts[0] == "data" ? Mode::kData : Mode::kOther;
    parts.erase(parts.begin());
  }
  if (!change.type.empty() || parts.size() < 2) return;
  change.type = parts[0];
  change.name = without_key(parts[1]);
}

}  // namespace plimsoll::plan
