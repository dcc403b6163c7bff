// Places that decide a value, and what can be written there.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "documents.h"
#include "plimsoll/fix/repair.h"

namespace plimsoll::fix {

/// Finds candidates for single changes. `reason` says why there are none.
class Places {
 public:
  /// `home`: the module of the resource.
  Places(const source::Configuration& configuration, const source::Module* home, Documents& documents);

  /// `value` becomes `text`.
  std::vector<Candidate> replace(const Value& value, const Value& text);
  /// The same of a member `name`, also where it is computed or a copied module decides.
  std::vector<Candidate> replace_member(const Value& value, const std::string& name, const Value& text);
  /// `object` gets a member.
  std::vector<Candidate> insert(const Value& object, const std::string& name, const Value& member);
  /// The same where a module decides about the member: what its caller passes gets it.
  std::vector<Candidate> give(const Value& object, const std::string& name, const Value& member);
  /// The block at the object's place gets a block.
  std::vector<Candidate> insert_block(const Value& block, const std::string& type, const Value& body);
  std::vector<Candidate> append(const Value& list, const Sequence& elements);
  /// `object` loses a member, `list` an element.
  std::vector<Candidate> remove(const Value& object, const std::string& name, const Value& member);
  std::vector<Candidate> remove_element(const Value& list, const Value& element, const std::string& name);
  /// A block at the top of the file, after the block at the resource's place.
  std::vector<Candidate> top_level(const SourceRange& after, const std::string& type,
                                   const std::vector<std::string>& labels, const Value& body);

  const std::string& reason() const { return reason_; }

 private:
  bool can_edit(const SourceRange& place);
  /// Whether the place gives a sensitive variable its value: a diff shows what it replaces.
  bool is_secret(const Node& node) const;
  void because(std::string reason);
  /// Whether -var, -var-file or the environment gives a root variable the value.
  bool is_given_from_outside(const Value& value) const;
  void because_of(const Value& value, const std::string& what);
  /// Whether a kText place is JSON whose items can be told apart.
  bool holds_items(const SourceRange& place);
  bool can_refer(const SourceRange& place);
  std::string describe(const SourceRange& place) const;

  /// A candidate at a place of HCL, limited by the conditions that it stands under.
  Candidate at(Operation operation, const Node& node) const;
  void replace_at(const SourceRange& place, const Value& text, std::vector<Candidate>& out);
  void give_input(const SourceRange& place, const Value& text, std::vector<Candidate>& out);
  void insert_at(const SourceRange& place, const std::string& name, const Value& member, std::vector<Candidate>& out);
  /// A key that is a slip of `name` becomes it.
  void rename_at(const hcl::ObjectItem& item, const SourceRange& place, const std::string& name, const Value& member,
                 std::vector<Candidate>& out) const;
  bool place_has_snake(const SourceRange& place);
  void insert_in_caller(const Value& object, const std::string& name, const Value& member, std::vector<Candidate>& out);

  // Where the value is computed: what computes it is kept, in a call that adds to it, or gives way.
  void replace_computed(const Value& value, const Value& text, std::vector<Candidate>& out);
  void wrap(const Value& value, const std::string& function, const Value& more, std::vector<Candidate>& out);
  /// Arguments with this name of the calls that lead to the resource.
  void give_by_name(const std::string& name, const Value& text, std::vector<Candidate>& out);

  const source::Configuration& configuration_;
  const source::Module* home_ = nullptr;
  Documents& documents_;
  std::vector<const source::Module*> modules_ = {};
  std::vector<std::string> copies_ = {};  // directories that `terraform init` filled
  std::string reason_ = {};
};

/// The range of a value, then the places that passed it on.
std::vector<SourceRange> places_of(const Value& value);

}  // namespace plimsoll::fix
