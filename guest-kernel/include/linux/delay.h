/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <linux/types.h>

/* Hypercalls: see <initlab/hypercalls.h>. */
void msleep(unsigned int msecs);
void __udelay(unsigned long usecs);

#define udelay(n)		__udelay(n)
#define mdelay(n)		__udelay((n) * 1000UL)
#define ndelay(n)		__udelay(((n) + 999UL) / 1000)
#define usleep_range(min, max)	__udelay(min)
#define ssleep(s)		msleep((s) * 1000)

#endif /* _LINUX_DELAY_H */
