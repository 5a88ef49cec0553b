// SPDX-License-Identifier: MIT
/* The clocks there are; the best one is used once all had the chance to come. */
#include <linux/clocksource.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

static LIST_HEAD(clocksources);		/* best first */
static struct clocksource *current_source;
static bool finished_booting;

static void clocksource_select(void)
{
	struct clocksource *best;

	best = list_first_entry_or_null(&clocksources, struct clocksource, list);
	if (!finished_booting || !best || best == current_source)
		return;
	current_source = best;
	pr_info("clocksource: Switched to clocksource %s\n", best->name);
}

int clocksource_register(struct clocksource *cs)
{
	struct list_head *at;

	list_for_each(at, &clocksources)
		if (list_entry(at, struct clocksource, list)->rating < cs->rating)
			break;
	list_add_tail(&cs->list, at);
	pr_info("clocksource: %s: rating %d\n", cs->name, cs->rating);
	clocksource_select();
	return 0;
}
EXPORT_SYMBOL_GPL(clocksource_register);

struct clocksource *clocksource_current(void)
{
	return current_source;
}
EXPORT_SYMBOL_GPL(clocksource_current);

static int __init clocksource_done_booting(void)
{
	finished_booting = true;
	clocksource_select();
	return 0;
}
fs_initcall(clocksource_done_booting);
