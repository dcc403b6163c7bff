#include "plimsoll/value/json.h"
