// Reports made by hand for the writers' tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/finding/finding.h"
#include "plimsoll/report/report.h"

namespace plimsoll::report_test {

/// Every verdict, change and kind of subject; fixes with and without places; unknowns; a waiver; a clean second plan.
Report sample_report();

/// Names that attack every channel: line ends, ESC, CI commands, Markdown, HTML, overrides of direction, broken UTF-8.
Report hostile_report();

/// `count` failing containers with fixes, of the size that real ones have.
Report large_report(std::size_t count);

/// One plan with one finding.
Report report_of(Finding finding);

/// A failing finding with a message and a fingerprint.
Finding make_finding(std::string control, std::string address, std::string container);

/// Everything that can be included.
report::Options include_all();

}  // namespace plimsoll::report_test
