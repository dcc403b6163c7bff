#include "plimsoll/hcl/ast.h"
