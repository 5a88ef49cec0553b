// SPDX-License-Identifier: MIT
/* Arm's dual timer, the first of the two. */
#include <linux/clockchips.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kernel.h>

#define SP804_BASE		0x09020000
#define SP804_IRQ		34
#define SP804_RATE		1000000

#define TIMER_LOAD		0x00
#define TIMER_CTRL		0x08
#define TIMER_INTCLR		0x0c
#define TIMER_MIS		0x14
#define TIMER_CTRL_32BIT	(1 << 1)
#define TIMER_CTRL_IE		(1 << 5)
#define TIMER_CTRL_PERIODIC	(1 << 6)
#define TIMER_CTRL_ENABLE	(1 << 7)

static void __iomem *sp804_base;

static int sp804_shutdown(struct clock_event_device *dev)
{
	writel(0, sp804_base + TIMER_CTRL);
	return 0;
}

static int sp804_set_periodic(struct clock_event_device *dev, unsigned int hz)
{
	sp804_shutdown(dev);
	writel((SP804_RATE + hz / 2) / hz, sp804_base + TIMER_LOAD);
	writel(TIMER_CTRL_32BIT | TIMER_CTRL_IE | TIMER_CTRL_PERIODIC | TIMER_CTRL_ENABLE,
	       sp804_base + TIMER_CTRL);
	return 0;
}

static struct clock_event_device sp804 = {
	.name			= "sp804",
	.rating			= 300,
	.irq			= SP804_IRQ,
	.set_state_periodic	= sp804_set_periodic,
	.set_state_shutdown	= sp804_shutdown,
};

static irqreturn_t sp804_interrupt(int irq, void *dev_id)
{
	if (!readl(sp804_base + TIMER_MIS))
		return IRQ_NONE;
	writel(1, sp804_base + TIMER_INTCLR);
	sp804.event_handler(&sp804);
	return IRQ_HANDLED;
}

static int __init sp804_init(void)
{
	int ret;

	sp804_base = ioremap(SP804_BASE, 0x1000);
	if (!sp804_base)
		return -ENOMEM;
	ret = request_irq(SP804_IRQ, sp804_interrupt, IRQF_TIMER, "sp804", NULL);
	if (!ret)
		clockevents_register_device(&sp804);
	return ret;
}
early_initcall(sp804_init);
