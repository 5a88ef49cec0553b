/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_DEFERRED_H
#define _LINUX_DEFERRED_H

#include <linux/list.h>

/* Something to do when all drivers have been set up. */
struct deferred_work {
	void (*fn)(struct deferred_work *work);
	struct list_head list;
};

int defer(struct deferred_work *work);

#endif /* _LINUX_DEFERRED_H */
