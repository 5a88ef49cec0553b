// SPDX-License-Identifier: MIT
/* Channel 0 of the programmable interval timer, as it has been on line 0 since 1981. */
#include <linux/clockchips.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kernel.h>

#define PIT_CH0		0x40
#define PIT_MODE	0x43
#define PIT_CH0_RATE	0x34	/* channel 0, low byte then high byte, rate generator */
#define PIT_CH0_ONESHOT	0x30	/* the same, terminal count: loaded with nothing, it is silent */
#define PIT_TICK_RATE	1193182
#define PIT_IRQ		0

static int pit_set_periodic(struct clock_event_device *dev, unsigned int hz)
{
	unsigned int latch = (PIT_TICK_RATE + hz / 2) / hz;

	if (latch > 0xffff)
		return -ERANGE;
	outb(PIT_CH0_RATE, PIT_MODE);
	outb(latch & 0xff, PIT_CH0);
	outb(latch >> 8, PIT_CH0);
	return 0;
}

static int pit_shutdown(struct clock_event_device *dev)
{
	outb(PIT_CH0_ONESHOT, PIT_MODE);
	return 0;
}

static struct clock_event_device pit = {
	.name			= "pit",
	.rating			= 100,
	.irq			= PIT_IRQ,
	.set_state_periodic	= pit_set_periodic,
	.set_state_shutdown	= pit_shutdown,
};

static irqreturn_t pit_interrupt(int irq, void *dev_id)
{
	pit.event_handler(&pit);
	return IRQ_HANDLED;
}

static int __init pit_timer_init(void)
{
	int ret;

	ret = request_irq(PIT_IRQ, pit_interrupt, IRQF_TIMER, "timer", NULL);
	if (!ret)
		clockevents_register_device(&pit);
	return ret;
}
early_initcall(pit_timer_init);
