#include "plimsoll/analysis/analysis.h"
