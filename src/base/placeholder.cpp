#include "plimsoll/base/diagnostic.h"
