#include "plimsoll/fix/fix.h"
