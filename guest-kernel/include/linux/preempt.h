/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/compiler.h>

/*
 * One processor, one count: preempt_disable() in the low byte, interrupts above. The kernel
 * model reads it around every initcall and adds HARDIRQ_OFFSET around an interrupt.
 */
extern int __preempt_count;

#define PREEMPT_MASK	0x000000ff
#define SOFTIRQ_MASK	0x0000ff00
#define HARDIRQ_MASK	0x000f0000
#define HARDIRQ_OFFSET	0x00010000

#define preempt_count()		READ_ONCE(__preempt_count)
#define in_interrupt()		(preempt_count() & (HARDIRQ_MASK | SOFTIRQ_MASK))
#define in_hardirq()		(preempt_count() & HARDIRQ_MASK)
#define in_irq()		in_hardirq()
#define in_atomic()		(preempt_count() != 0)
#define in_task()		(!in_interrupt())

#define preempt_disable()	do { __preempt_count++; barrier(); } while (0)
#define preempt_enable()	do { barrier(); __preempt_count--; } while (0)
#define preempt_enable_no_resched()	preempt_enable()

#endif /* _LINUX_PREEMPT_H */
