// SPDX-License-Identifier: MIT
/* Leaves things otherwise than it found them. */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/preempt.h>

static int preempt;
module_param(preempt, int, 0);
MODULE_PARM_DESC(preempt, "by how much to change the preemption count");
static bool irqs;
module_param(irqs, bool, 0);
MODULE_PARM_DESC(irqs, "whether to leave interrupts off");
static bool sleep;
module_param(sleep, bool, 0);
MODULE_PARM_DESC(sleep, "whether to sleep like that");
static bool oops;
module_param(oops, bool, 0);
MODULE_PARM_DESC(oops, "whether to fail like that");

static int __init unbalanced_init(void)
{
	__preempt_count += preempt;
	if (irqs)
		local_irq_disable();
	if (sleep)
		msleep(1);
	BUG_ON(oops);
	return 0;
}

module_init(unbalanced_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Unbalanced preemption count, disabled interrupts");
