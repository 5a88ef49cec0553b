// SPDX-License-Identifier: MIT
/* Who answers which interrupt line. */
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct irqaction {
	irq_handler_t handler;
	unsigned long flags;
	const char *name;
	void *dev_id;
	struct list_head list;
};

/* A line nobody has asked for has an empty list without pointers. */
static struct list_head irq_actions[NR_IRQS];
static unsigned int irq_counts[NR_IRQS];
static DEFINE_SPINLOCK(irq_lock);
int __preempt_count;
EXPORT_SYMBOL(__preempt_count);

static bool may_share(struct list_head *line, unsigned long flags)
{
	struct irqaction *first;

	first = list_first_entry_or_null(line, struct irqaction, list);
	return !first || (first->flags & flags & IRQF_SHARED);
}

int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
		void *dev_id)
{
	struct irqaction *action;
	unsigned long irqflags;
	int ret = 0;

	if (irq >= NR_IRQS || !handler || ((flags & IRQF_SHARED) && !dev_id))
		return -EINVAL;
	action = kzalloc(sizeof(*action), GFP_KERNEL);
	if (!action)
		return -ENOMEM;
	action->handler = handler;
	action->flags = flags;
	action->name = name;
	action->dev_id = dev_id;

	spin_lock_irqsave(&irq_lock, irqflags);
	if (!irq_actions[irq].next)
		INIT_LIST_HEAD(&irq_actions[irq]);
	if (may_share(&irq_actions[irq], flags))
		list_add_tail(&action->list, &irq_actions[irq]);
	else
		ret = -EBUSY;
	spin_unlock_irqrestore(&irq_lock, irqflags);
	if (ret)
		kfree(action);
	return ret;
}
EXPORT_SYMBOL(request_irq);

void *free_irq(unsigned int irq, void *dev_id)
{
	struct list_head *at;
	struct irqaction *action = NULL;
	unsigned long flags;
	const char *name;

	if (irq >= NR_IRQS || !irq_actions[irq].next)
		return NULL;
	spin_lock_irqsave(&irq_lock, flags);
	list_for_each(at, &irq_actions[irq])
		if (list_entry(at, struct irqaction, list)->dev_id == dev_id) {
			action = list_entry(at, struct irqaction, list);
			list_del(at);
			break;
		}
	spin_unlock_irqrestore(&irq_lock, flags);
	if (!action) {
		pr_err("Trying to free already-free IRQ %u\n", irq);
		return NULL;
	}
	name = action->name;
	kfree(action);
	return (void *)name;
}
EXPORT_SYMBOL(free_irq);

int generic_handle_irq(unsigned int irq)
{
	struct list_head *at, *next;
	irqreturn_t handled = IRQ_NONE;

	if (irq >= NR_IRQS || !irq_actions[irq].next)
		return -EINVAL;
	irq_counts[irq]++;
	list_for_each_safe(at, next, &irq_actions[irq]) {
		struct irqaction *action = list_entry(at, struct irqaction, list);

		handled |= action->handler(irq, action->dev_id);
	}
	if (handled == IRQ_NONE)
		pr_err("irq %u: nobody cared\n", irq);
	return handled == IRQ_NONE ? -EINVAL : 0;
}

/* One line of /proc/interrupts; nothing for a line nobody has asked for. */
void show_interrupt(struct seq_file *m, unsigned int irq)
{
	struct irqaction *action;
	const char *separator = "  ";

	if (!irq_actions[irq].next || list_empty(&irq_actions[irq]))
		return;
	seq_printf(m, "%3u: %10u", irq, irq_counts[irq]);
	list_for_each_entry(action, &irq_actions[irq], list) {
		seq_printf(m, "%s%s", separator, action->name);
		separator = ", ";
	}
	seq_putc(m, '\n');
}
