/* SPDX-License-Identifier: MIT */
/*
 * What the kernel model answers: HYPERCALL(name, export), one a line.
 *
 * Each line makes a function symbol on a stub that only returns. The model stops the
 * call at the stub's address, reads the arguments by the C ABI and sets the return
 * value. The export is EXPORT_SYMBOL's kind: PLAIN, GPL or NONE.
 */
HYPERCALL(_printk, PLAIN)		/* <linux/printk.h>: format into the log */
HYPERCALL(vprintk, PLAIN)		/* <linux/printk.h>: the same with a va_list */
HYPERCALL(snprintf, PLAIN)		/* <linux/kernel.h>: length as if unlimited */
HYPERCALL(vsnprintf, PLAIN)		/* <linux/kernel.h> */
HYPERCALL(sprintf, PLAIN)		/* <linux/kernel.h> */
HYPERCALL(scnprintf, PLAIN)		/* <linux/kernel.h>: length as written */
HYPERCALL(register_console, PLAIN)	/* <linux/console.h>: calls back setup and write */
HYPERCALL(unregister_console, PLAIN)	/* <linux/console.h> */
HYPERCALL(panic, PLAIN)			/* <linux/kernel.h>: does not come back */
HYPERCALL(__kmalloc, PLAIN)		/* <linux/slab.h> */
HYPERCALL(kfree, PLAIN)			/* <linux/slab.h> */
HYPERCALL(ioremap, PLAIN)		/* <linux/io.h>: device memory, or NULL */
HYPERCALL(iounmap, PLAIN)		/* <linux/io.h> */
HYPERCALL(_copy_to_user, PLAIN)		/* <linux/uaccess.h>: how much was not copied */
HYPERCALL(_copy_from_user, PLAIN)	/* <linux/uaccess.h>: the same; the rest is zeroed */
HYPERCALL(clear_user, PLAIN)		/* <linux/uaccess.h> */
HYPERCALL(strncpy_from_user, PLAIN)	/* <linux/uaccess.h>: length, or -EFAULT */
HYPERCALL(proc_register, NONE)		/* fs/proc/internal.h: into the tree */
HYPERCALL(proc_unregister, NONE)	/* fs/proc/internal.h: out of it */
HYPERCALL(ktime_get, GPL)		/* <linux/ktime.h>: virtual nanoseconds since the boot */
HYPERCALL(msleep, PLAIN)		/* <linux/delay.h>: lets others run, then time pass */
HYPERCALL(__udelay, PLAIN)		/* <linux/delay.h>: time passes */
HYPERCALL(trace_device_probe, NONE)	/* <initlab/trace.h>: into the event stream */
