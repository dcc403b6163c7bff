// The real process: streams, environment, terminal and child processes. The only code that is not run in tests with
// buffers.
#pragma once

#include "plimsoll/cli/cli.h"

namespace plimsoll::cli {

/// Makes a crash (a signal, an abort) end with exit code 3 and a line on standard error, and a closed pipe an ordinary
/// write error. Call once, first.
void prepare_process();

/// Fills a World from the running process. `files` must outlive it.
World process_world(FileSystem& files);

}  // namespace plimsoll::cli
