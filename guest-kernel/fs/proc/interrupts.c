// SPDX-License-Identifier: MIT
/* /proc/interrupts */
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

static int interrupts_show(struct seq_file *m, void *v)
{
	unsigned int irq;

	seq_puts(m, "           CPU0       \n");
	for (irq = 0; irq < NR_IRQS; irq++)
		show_interrupt(m, irq);
	return 0;
}

static int __init proc_interrupts_init(void)
{
	return proc_create_single("interrupts", 0, NULL, interrupts_show) ? 0 : -ENOMEM;
}
fs_initcall(proc_interrupts_init);
