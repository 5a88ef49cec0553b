/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_FIXED_REGULATOR_H
#define _LINUX_FIXED_REGULATOR_H

#include <linux/types.h>

/* Whether the supply is there; a probe that needs it defers until it is. */
bool fixed_regulator_ready(void);

#endif /* _LINUX_FIXED_REGULATOR_H */
