#include "plimsoll/plan/plan.h"
