#include "plimsoll/report/report.h"
