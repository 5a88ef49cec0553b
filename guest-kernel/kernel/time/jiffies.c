// SPDX-License-Identifier: MIT
/* The clock that is always there and never good. */
#include <linux/clocksource.h>
#include <linux/init.h>

static struct clocksource clocksource_jiffies = {
	.name	= "jiffies",
	.rating	= 1,
};

static int __init init_jiffies_clocksource(void)
{
	return clocksource_register(&clocksource_jiffies);
}
core_initcall(init_jiffies_clocksource);
