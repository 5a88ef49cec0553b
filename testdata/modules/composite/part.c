// SPDX-License-Identifier: MIT
#include "composite.h"

const char *composite_part(void)
{
	return "part.o";
}
