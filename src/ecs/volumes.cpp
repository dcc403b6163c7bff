#include "volumes.h"

#include <algorithm>

#include "attributes.h"

namespace plimsoll::ecs {

namespace {

struct KindOfBlock {
  std::string_view block = {};
  std::string_view kind = {};
};
constexpr KindOfBlock kBlocks[] = {
    {"efs_volume_configuration", "efs"},
    {"docker_volume_configuration", "docker"},
    {"fsx_windows_file_server_volume_configuration", "fsx"},
    {"s3files_volume_configuration", "s3files"},
};

/// A volume has exactly one kind, so a known one beside unknown blocks decides.
Value kind_of(const Value& volume) {
  std::vector<std::string> causes;
  bool certain = true;
  const auto open = [&](const Value& value) {
    certain = false;
    causes = merge_causes(causes, value.unknown_because());
  };
  for (const auto& [name, kind] : kBlocks) {
    const Value& blocks = volume.get(name);
    if (blocks.is_unknown()) {
      open(blocks);
    } else if (!only_block(volume.get(name)).is_null()) {
      return Value::string(std::string(kind));
    }
  }
  const Value& host_path = volume.get("host_path");
  const Value& at_launch = volume.get("configure_at_launch");
  if (at_launch.is_bool() && at_launch.as_bool()) return Value::string("ebs");
  if (host_path.is_string() && !host_path.as_string().empty()) return Value::string("host");
  if (host_path.is_unknown()) open(host_path);
  if (at_launch.is_unknown()) open(at_launch);
  return certain ? Value::string("bind") : Value::unknown(std::move(causes));
}

/// The local volume driver mounts a path of the host when its options say `o = "bind"`.
Value docker_bind_path(const Value& volume) {
  const Value options = only_block(volume.get("docker_volume_configuration")).get("driver_opts");
  const Value& o = options.get("o");
  const bool binds = o.is_string() && o.as_string().find("bind") != std::string::npos;
  return binds && !is_unset(options.get("device")) ? options.get("device") : Value::null();
}

Value host_path_of(const Value& volume) {
  const Value& path = volume.get("host_path");
  return is_unset(path) ? docker_bind_path(volume) : path;
}

Value set_or_null(const Value& value) {
  return is_unset(value) ? Value::null() : value;
}

Value efs_of(const Value& volume) {
  Value efs = only_block(volume.get("efs_volume_configuration"));
  if (!efs.is_object()) return efs;
  const Value authorization = only_block(efs.get("authorization_config"));
  const auto access = [&](std::string_view name) {
    return authorization.is_unknown() ? authorization : set_or_null(authorization.get(name));
  };
  return Value::object({{"access_point_id", access("access_point_id")},
                        {"file_system_id", set_or_null(efs.get("file_system_id"))},
                        {"iam", access("iam")},
                        {"root_directory", set_or_null(efs.get("root_directory"))},
                        {"transit_encryption", set_or_null(efs.get("transit_encryption"))}});
}

/// Who mounts a volume, gathered over all containers.
struct Mounts {
  Sequence by = {};
  bool writable = false;
  std::vector<std::string> causes = {};
  bool certain = true;

  void open(const Value& value) {
    certain = false;
    causes = merge_causes(causes, value.unknown_because());
  }
};

void add_mount(const Value& container, const Value& mount, const std::string& volume, Mounts& mounts) {
  const Value& source = mount.is_unknown() ? mount : mount.get("sourceVolume");
  if (source.is_unknown()) return mounts.open(source);
  if (!source.is_string() || source.as_string() != volume) return;
  const Value& name = container.get("name");
  if (std::ranges::none_of(mounts.by, [&](const Value& known) { return equal(known, name); })) {
    mounts.by.push_back(name);
  }
  const Value& read_only = mount.get("readOnly");
  if (read_only.is_unknown()) return mounts.open(read_only);
  if (!read_only.is_bool() || !read_only.as_bool()) mounts.writable = true;
}

Mounts mounts_of(const std::string& volume, const Value& containers) {
  Mounts mounts;
  if (containers.is_unknown()) mounts.open(containers);
  for (const Value& container : sure_elements(containers)) {
    const Value& points = container.is_unknown() ? container : container.get("mountPoints");
    if (points.is_unknown()) mounts.open(points);
    for (const Value& mount : sure_elements(points)) add_mount(container, mount, volume, mounts);
  }
  return mounts;
}

Value describe(const Value& volume, const Value& containers) {
  if (!volume.is_object()) return volume;
  const Value& name = volume.get("name");
  Value mounted_by = Value::unknown(name.unknown_because());
  Value read_only = mounted_by;
  if (name.is_string()) {
    Mounts mounts = mounts_of(name.as_string(), containers);
    mounted_by = mounts.certain ? Value::list(mounts.by) : Value::partial_list(mounts.by, mounts.causes);
    read_only = mounts.certain || mounts.writable ? Value::boolean(!mounts.writable) : Value::unknown(mounts.causes);
  }
  return Value::object({{"efs", efs_of(volume)},
                        {"host_path", host_path_of(volume)},
                        {"kind", kind_of(volume)},
                        {"mounted_by", mounted_by},
                        {"name", name},
                        {"read_only", read_only}});
}

}  // namespace

Value volumes(const Value& attrs, const lang::Outcome& containers) {
  if (attrs.is_unknown()) return attrs;
  const Value& blocks = attrs.get("volume");
  if (blocks.is_unknown() && blocks.known_list() == nullptr) return blocks;
  if (!blocks.is_unknown() && !blocks.is_sequence()) return Value::list({});
  // What the volumes are does not depend on containers that cannot be read; those are reported by themselves.
  const Value known_containers =
      containers.ok() ? containers.value() : Value::unknown({"container_definitions (malformed)"});
  const auto described = [&](Sequence volumes) {
    for (Value& volume : volumes) volume = describe(volume, known_containers);
    return volumes;
  };
  if (const PartialList* some = blocks.known_list()) {
    return Value::list_in_part({.first = described(some->first), .further = described(some->further)},
                               blocks.unknown_because());
  }
  return Value::list(described(blocks.elements()));
}

}  // namespace plimsoll::ecs
