/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_NOTIFIER_H
#define _LINUX_NOTIFIER_H

#include <linux/types.h>

#define NOTIFY_DONE	0x0000
#define NOTIFY_OK	0x0001
#define NOTIFY_STOP_MASK	0x8000
#define NOTIFY_BAD	(NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP	(NOTIFY_OK | NOTIFY_STOP_MASK)

struct notifier_block {
	int (*notifier_call)(struct notifier_block *nb, unsigned long action, void *data);
	struct notifier_block *next;
	int priority;		/* higher ones are called first */
};

struct notifier_head {
	struct notifier_block *head;
};

#define NOTIFIER_HEAD(name)	struct notifier_head name = { NULL }

int notifier_chain_register(struct notifier_head *nh, struct notifier_block *nb);
int notifier_chain_unregister(struct notifier_head *nh, struct notifier_block *nb);
int notifier_call_chain(struct notifier_head *nh, unsigned long action, void *data);

#endif /* _LINUX_NOTIFIER_H */
