#include "plimsoll/ecs/ecs.h"
