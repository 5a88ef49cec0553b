// SPDX-License-Identifier: MIT
/* Work that waits for the end of the boot; afterwards it is done at once. */
#include <linux/deferred.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

static struct list_head deferred;
static bool deferred_done;

static int __init deferred_init(void)
{
	INIT_LIST_HEAD(&deferred);
	return 0;
}
early_initcall(deferred_init);

int defer(struct deferred_work *work)
{
	if (deferred_done) {
		work->fn(work);
		return 0;
	}
	if (!deferred.next)
		return -EAGAIN;
	list_add_tail(&work->list, &deferred);
	return 0;
}
EXPORT_SYMBOL_GPL(defer);

static int __init deferred_run(void)
{
	int n = 0;

	while (!list_empty(&deferred)) {
		struct deferred_work *work;

		work = list_first_entry(&deferred, struct deferred_work, list);
		list_del(&work->list);
		work->fn(work);
		n++;
	}
	deferred_done = true;
	pr_info("deferred: %d works done\n", n);
	return 0;
}
late_initcall_sync(deferred_run);
