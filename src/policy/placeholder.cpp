#include "plimsoll/policy/evaluate.h"
