/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/types.h>

typedef enum {
	IRQ_NONE,
	IRQ_HANDLED,
	IRQ_WAKE_THREAD,
} irqreturn_t;

typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

#define NR_IRQS		64
#define IRQF_SHARED	0x00000080
#define IRQF_TIMER	0x00004200

int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
		void *dev_id);
void *free_irq(unsigned int irq, void *dev_id);

struct seq_file;
void show_interrupt(struct seq_file *m, unsigned int irq);

/* What the kernel model calls when a device asks; interrupts are off. */
int generic_handle_irq(unsigned int irq);

#endif /* _LINUX_INTERRUPT_H */
