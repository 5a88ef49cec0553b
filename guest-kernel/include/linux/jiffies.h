/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/types.h>

#define HZ		250
#define TICK_NSEC	(1000000000L / HZ)

/* The first wrap of 32 bits comes after five minutes, so that it is seen in tests. */
#define INITIAL_JIFFIES	((unsigned long)(unsigned int)(-300 * HZ))

/* The linker puts jiffies on the low word of jiffies_64. */
extern volatile unsigned long jiffies;
extern u64 jiffies_64;

u64 get_jiffies_64(void);

#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)

static inline unsigned int jiffies_to_msecs(unsigned long j)
{
	return j * (1000 / HZ);
}

static inline unsigned long msecs_to_jiffies(unsigned int m)
{
	return (m + (1000 / HZ) - 1) / (1000 / HZ);
}

#endif /* _LINUX_JIFFIES_H */
