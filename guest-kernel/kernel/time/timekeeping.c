// SPDX-License-Identifier: MIT
/* Jiffies, and the device that makes them move. */
#include <linux/clockchips.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/spinlock.h>

u64 jiffies_64 = INITIAL_JIFFIES;
EXPORT_SYMBOL(jiffies_64);
EXPORT_SYMBOL(jiffies);

static struct clock_event_device *tick_device;
static unsigned int tick_rate = HZ;
static ktime_t last_jiffies_update;

/* The low word alone can be read in one go; both words of 32 bits cannot. */
u64 get_jiffies_64(void)
{
	unsigned long flags;
	u64 ret;

	local_irq_save(flags);
	ret = jiffies_64;
	local_irq_restore(flags);
	return ret;
}
EXPORT_SYMBOL(get_jiffies_64);

/*
 * Time says how many ticks there were, not the number of interrupts: a processor that
 * slept through some has them made up for by the first one it sees.
 */
static void tick_do_update_jiffies64(ktime_t now)
{
	while (now - last_jiffies_update >= TICK_NSEC) {
		last_jiffies_update += TICK_NSEC;
		jiffies_64++;
	}
}

static void tick_handle_periodic(struct clock_event_device *dev)
{
	tick_do_update_jiffies64(ktime_get());
}

void tick_check_new_device(struct clock_event_device *dev)
{
	if (tick_device && tick_device->rating >= dev->rating)
		return;
	if (tick_device)
		tick_device->set_state_shutdown(tick_device);
	tick_device = dev;
	dev->event_handler = tick_handle_periodic;
	if (dev->set_state_periodic(dev, tick_rate))
		pr_err("clockevents: %s cannot tick %u times a second\n", dev->name, tick_rate);
}

/* How often the device interrupts; a second stays HZ jiffies. */
int tick_set_rate(unsigned int hz)
{
	tick_rate = hz;
	return tick_device ? tick_device->set_state_periodic(tick_device, hz) : 0;
}

void clockevents_register_device(struct clock_event_device *dev)
{
	pr_info("clockevents: %s, irq %d, %u Hz\n", dev->name, dev->irq, tick_rate);
	tick_check_new_device(dev);
}
EXPORT_SYMBOL_GPL(clockevents_register_device);
