#include "input.h"

namespace plimsoll::plan {

const TypeInfo& Input::type_info(std::string_view type) {
  const auto known = types_.find(type);
  if (known != types_.end()) return known->second;
  TypeInfo info = options_.type_info ? options_.type_info(type) : TypeInfo{.wanted = true};
  return types_.emplace(type, std::move(info)).first->second;
}

bool Input::fail(std::size_t offset, std::string summary, std::string detail) {
  if (!problem_) problem_ = Problem{.offset = offset, .summary = std::move(summary), .detail = std::move(detail)};
  return false;
}

bool Input::read_slice(Slice slice, const std::function<bool(json::Cursor&)>& read) {
  json::Cursor cursor(text_.substr(slice.begin, slice.end - slice.begin), {.max_depth = options_.max_depth});
  const std::size_t length = text_.size();
  const std::optional<Problem> before = problem_;
  if (read(cursor)) return true;
  if (cursor.error()) {
    return fail(std::min(length, slice.begin + cursor.error()->offset), "Unexpected JSON value",
                "The reader " + cursor.error()->message + ".");
  }
  if (!before && problem_) problem_->offset += slice.begin;
  return false;
}

bool skip_slice(json::Cursor& cursor, Slice& slice) {
  slice.begin = cursor.offset();
  if (!cursor.skip()) return false;
  slice.end = cursor.offset();
  return cursor.ok();
}

bool read_text(json::Cursor& cursor, std::string& out) {
  if (cursor.shape() == json::Shape::kNull) return cursor.skip();
  return cursor.read_string(out);
}

bool read_flag(json::Cursor& cursor, bool& out) {
  if (cursor.shape() == json::Shape::kNull) return cursor.skip();
  return cursor.read_bool(out);
}

bool read_tree(json::Cursor& cursor, Value& out) {
  return cursor.read_value(out, Kind::kList);
}

}  // namespace plimsoll::plan
