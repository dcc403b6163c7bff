// Words that several formats share: counts, labels, and what a reader must know beside the findings.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/finding/finding.h"

namespace plimsoll::report {

/// "1 finding", "3 findings".
std::string plural(std::size_t count, std::string_view noun);

/// "1 critical, 2 high"; severities without a finding are left out.
std::string severity_counts(const Summary& summary);

Summary total(const Report& report);
std::size_t resources_judged(const Report& report);
std::size_t controls_in_force(const Report& report);

/// Sentences that qualify a plan's verdict: its notes, and that it is partial or destroys everything.
std::vector<std::string> caveats(const PlanReport& plan);
/// True where the plan itself says that it does not show everything.
bool is_partial(const PlanReport& plan);

/// A fail or unknown that a waiver or baseline excuses.
bool is_waived(const Finding& finding);
/// A fail or unknown that is neither waived nor resolved.
bool is_open(const Finding& finding);

/// `container "web"`; "" without a subject. Not escaped for any channel.
std::string subject_label(const Finding& finding);
/// "reason (owner, until 2026-12-01)".
std::string waiver_label(const Waiver& waiver);

/// Controls by id.
using ControlIndex = std::map<std::string_view, const Control*>;
ControlIndex index_controls(const Report& report);
const Control* find_control(const ControlIndex& index, std::string_view id);

/// The message, or where a policy gives none, the control's title.
std::string headline(const Finding& finding, const Control* control);

}  // namespace plimsoll::report
