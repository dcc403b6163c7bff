#include "plimsoll/finding/finding.h"
