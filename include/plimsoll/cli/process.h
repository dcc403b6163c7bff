// The real process: streams, environment, terminal and child processes. The only code that is not run in tests with
// buffers.
#pragma once

#include "plimsoll/cli/cli.h"

namespace plimsoll::cli {

/// Fills a World from the running process. `files` must outlive it.
World process_world(FileSystem& files);

}  // namespace plimsoll::cli
