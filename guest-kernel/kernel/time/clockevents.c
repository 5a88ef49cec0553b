// SPDX-License-Identifier: MIT
/* Each sync level waits for the plain one of its number: here that can be seen. */
#include <linux/clocksource.h>
#include <linux/deferred.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/reboot.h>

static struct clocksource clocksource_virtual = {
	.name	= "virtual",
	.rating	= 300,
};

static int __init virtual_clock_init(void)
{
	return clocksource_register(&clocksource_virtual);
}
postcore_initcall_sync(virtual_clock_init);

static int clock_stop(struct notifier_block *nb, unsigned long action, void *data)
{
	pr_info("clockevents: %s stopped\n", clocksource_current()->name);
	return NOTIFY_DONE;
}

static struct notifier_block clock_notifier = {
	.notifier_call = clock_stop,
};

static int __init clock_notifier_init(void)
{
	return register_reboot_notifier(&clock_notifier);
}
arch_initcall_sync(clock_notifier_init);

static void clock_settle(struct deferred_work *work)
{
	pr_info("clockevents: running on %s\n", clocksource_current()->name);
}

static struct deferred_work settle_work = {
	.fn = clock_settle,
};

static int __init clock_settle_init(void)
{
	return defer(&settle_work);
}
subsys_initcall_sync(clock_settle_init);

static int __init clock_check(void)
{
	if (clocksource_current() == &clocksource_virtual)
		return 0;
	pr_warn("clockevents: not on the virtual clock\n");
	return -ETIME;
}
device_initcall_sync(clock_check);

static int __init clock_late(void)
{
	pr_info("clockevents: set up\n");
	return 0;
}
late_initcall_sync(clock_late);
