/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_KTIME_H
#define _LINUX_KTIME_H

#include <linux/types.h>

typedef s64 ktime_t;	/* nanoseconds */

#define NSEC_PER_USEC	1000L
#define NSEC_PER_MSEC	1000000L
#define NSEC_PER_SEC	1000000000L

/* Hypercall: virtual time since the boot, see <initlab/hypercalls.h>. */
ktime_t ktime_get(void);

static inline u64 ktime_get_ns(void)
{
	return ktime_get();
}

#endif /* _LINUX_KTIME_H */
