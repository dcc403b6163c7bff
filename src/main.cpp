#include "plimsoll/cli/cli.h"
#include "plimsoll/cli/process.h"

int main(int argc, char** argv) {
  plimsoll::cli::prepare_process();
  plimsoll::RealFileSystem files;
  plimsoll::cli::World world = plimsoll::cli::process_world(files);
  return plimsoll::cli::run({argv + 1, argv + argc}, world);
}
