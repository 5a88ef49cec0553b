/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CLOCKSOURCE_H
#define _LINUX_CLOCKSOURCE_H

#include <linux/list.h>

struct clocksource {
	const char *name;
	int rating;		/* the highest one is used */
	struct list_head list;
};

int clocksource_register(struct clocksource *cs);
struct clocksource *clocksource_current(void);

#endif /* _LINUX_CLOCKSOURCE_H */
