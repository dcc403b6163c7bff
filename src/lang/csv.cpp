#include "csv.h"

namespace plimsoll::lang {

namespace {

class Reader {
 public:
  Reader(std::string_view text, std::size_t max_fields) : text_(text), max_fields_(max_fields) {}

  Csv read() {
    while (at_ < text_.size() && csv_.error.empty() && !csv_.too_large) {
      if (at_line_end()) {
        skip_line_end();
        continue;
      }
      record();
    }
    return std::move(csv_);
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  /// At "\n", "\r\n", or "\r" at the end of the text.
  bool at_line_end() const {
    if (at_end()) return true;
    if (text_[at_] == '\n') return true;
    return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
  }
  void skip_line_end() {
    if (!at_end() && text_[at_] == '\r') ++at_;
    if (!at_end() && text_[at_] == '\n') ++at_;
    ++line_;
  }
  void fail(std::size_t line, const char* what) {
    csv_.error = "CSV parse error on line " + std::to_string(line) + ": " + what;
  }

  std::string plain_field() {
    std::string field;
    while (!at_line_end() && text_[at_] != ',') {
      if (text_[at_] == '"') fail(line_, "bare \" in non-quoted-field");
      field += text_[at_++];
    }
    return field;
  }

  std::string quoted_field() {
    std::string field;
    ++at_;
    while (!at_end()) {
      if (text_[at_] == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += '"';
        at_ += 2;
      } else if (text_[at_] == '"') {
        ++at_;
        if (!at_line_end() && text_[at_] != ',') fail(line_, "extraneous or missing \" in quoted-field");
        return field;
      } else if (at_line_end()) {
        field += '\n';
        skip_line_end();
      } else {
        field += text_[at_++];
      }
    }
    fail(line_, "extraneous or missing \" in quoted-field");
    return field;
  }

  void record() {
    CsvRecord record{.line = line_};
    for (;;) {
      record.fields.push_back(!at_end() && text_[at_] == '"' ? quoted_field() : plain_field());
      csv_.too_large = ++fields_ > max_fields_;
      if (!csv_.error.empty() || csv_.too_large) return;
      if (at_line_end()) break;
      ++at_;  // the comma
    }
    skip_line_end();
    if (!csv_.records.empty() && csv_.records.front().fields.size() != record.fields.size()) {
      return fail(record.line, "wrong number of fields");
    }
    csv_.records.push_back(std::move(record));
  }

  std::string_view text_;
  std::size_t max_fields_ = 0;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t fields_ = 0;
  Csv csv_ = {};
};

}  // namespace

Csv parse_csv(std::string_view text, std::size_t max_fields) {
  return Reader(text, max_fields).read();
}

}  // namespace plimsoll::lang
