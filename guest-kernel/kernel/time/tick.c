// SPDX-License-Identifier: MIT
#include <linux/clockchips.h>
#include <linux/clocksource.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>

/* Set just before the initcalls of level 2: a parameter with a level. */
static unsigned int hz = 250;
postcore_param_cb(hz, &param_ops_uint, &hz, 0444);

static int __init tick_init(void)
{
	if (hz < 1 || hz > 1000) {
		pr_warn("tick: hz=%u is out of range, using 250\n", hz);
		hz = 250;
	}
	pr_info("tick: %u ticks a second\n", hz);
	return tick_set_rate(hz);
}
postcore_initcall(tick_init);

static int __init tick_report(void)
{
	struct clocksource *cs = clocksource_current();

	pr_info("tick: %u Hz on %s\n", hz, cs ? cs->name : "nothing");
	return 0;
}
late_initcall(tick_report);
