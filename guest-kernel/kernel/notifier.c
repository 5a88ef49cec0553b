// SPDX-License-Identifier: MIT
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/notifier.h>

int notifier_chain_register(struct notifier_head *nh, struct notifier_block *nb)
{
	struct notifier_block **at = &nh->head;

	while (*at && (*at)->priority >= nb->priority) {
		if (*at == nb)
			return -EEXIST;
		at = &(*at)->next;
	}
	nb->next = *at;
	*at = nb;
	return 0;
}
EXPORT_SYMBOL_GPL(notifier_chain_register);

int notifier_chain_unregister(struct notifier_head *nh, struct notifier_block *nb)
{
	struct notifier_block **at;

	for (at = &nh->head; *at; at = &(*at)->next) {
		if (*at == nb) {
			*at = nb->next;
			return 0;
		}
	}
	return -ENOENT;
}
EXPORT_SYMBOL_GPL(notifier_chain_unregister);

int notifier_call_chain(struct notifier_head *nh, unsigned long action, void *data)
{
	struct notifier_block *nb, *next;
	int ret = NOTIFY_DONE;

	for (nb = nh->head; nb; nb = next) {
		next = nb->next;	/* it may take itself out */
		ret = nb->notifier_call(nb, action, data);
		if (ret & NOTIFY_STOP_MASK)
			break;
	}
	return ret;
}
EXPORT_SYMBOL_GPL(notifier_call_chain);
