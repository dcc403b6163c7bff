// Functions that relate resources to each other.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/lang/functions.h"

namespace plimsoll::policy {

/// Attribute objects of every resource (or data source) of exactly this type, in a fixed order.
using ResourceSource = std::function<std::vector<Value>(std::string_view type)>;

/// For indexing: values with equal keys are equal, those of one kind with different names differ. Known text has the
/// kind "" and itself as its name.
struct ValueKey {
  std::string kind = {};
  std::string name = {};
};

/// What is known about values that are unknown. All may be null; all are called from several threads.
struct UnknownValues {
  /// Whether two values, at least one of them unknown, are equal for certain; nullopt when nothing tells.
  std::function<std::optional<bool>(const Value& a, const Value& b)> equal = nullptr;
  std::function<std::optional<ValueKey>(const Value& value)> key = nullptr;
  /// The name that known text has among the keys of this kind; nullopt when nothing tells.
  std::function<std::optional<std::string>(const std::string& kind, const std::string& text)> owner = nullptr;
};

/// core::getresources(type, filter). A resource matches when every attribute that the filter names is equal to it, type
/// included. One that differs for certain is left out; one that may be equal makes the answer partial: the matches that
/// are known, and an unknown length. `source` is asked once per type; calls from several threads are safe.
/// `unknowns` decides what plain comparison cannot.
lang::Function getresources_function(ResourceSource source, UnknownValues unknowns = {});

/// core::getdatasource(type, config): the first data source whose attributes equal the config (one that it lacks counts
/// as equal), else unknown: plimsoll reads no provider.
lang::Function getdatasource_function(ResourceSource source);

/// core::gethttprequest(url): always unknown, since plimsoll works offline.
lang::Function gethttprequest_function();

/// All three. Without `data_sources` no data source is known.
std::vector<lang::Function> relation_functions(ResourceSource resources, ResourceSource data_sources = nullptr,
                                               UnknownValues unknowns = {});

}  // namespace plimsoll::policy
