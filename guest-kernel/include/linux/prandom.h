/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PRANDOM_H
#define _LINUX_PRANDOM_H

#include <linux/types.h>

u32 prandom_u32(void);

#endif /* _LINUX_PRANDOM_H */
