#include "plimsoll/cli/cli.h"
