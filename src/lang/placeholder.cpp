#include "plimsoll/lang/evaluate.h"
