// SPDX-License-Identifier: MIT
/* Time: by ticks, by sleeping, by waiting. */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/module.h>

static unsigned int spin;
module_param(spin, uint, 0);
MODULE_PARM_DESC(spin, "jiffies to wait for in a loop");
static unsigned int sleep;
module_param(sleep, uint, 0);
MODULE_PARM_DESC(sleep, "milliseconds to sleep");
static unsigned int delay;
module_param(delay, uint, 0);
MODULE_PARM_DESC(delay, "microseconds to wait");
static bool irqs_off;
module_param(irqs_off, bool, 0);
MODULE_PARM_DESC(irqs_off, "whether to keep interrupts away meanwhile");

static int __init ticks_init(void)
{
	unsigned long flags, start = jiffies, end;
	ktime_t began = ktime_get();

	local_irq_save(flags);
	if (!irqs_off)
		local_irq_restore(flags);
	end = jiffies + spin;
	while (time_before(jiffies, end))
		barrier();
	if (sleep)
		msleep(sleep);
	if (delay)
		udelay(delay);
	if (irqs_off)
		pr_info("ticks: %lu jiffies seen without interrupts\n", jiffies - start);
	local_irq_restore(flags);
	barrier();
	pr_info("ticks: %lu jiffies, %llu us\n", jiffies - start,
		(unsigned long long)(ktime_get() - began) / NSEC_PER_USEC);
	return 0;
}

module_init(ticks_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Says how time passed");
