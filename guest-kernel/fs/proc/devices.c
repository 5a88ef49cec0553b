// SPDX-License-Identifier: MIT
/* /proc/devices */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

static int devinfo_show(struct seq_file *m, void *v)
{
	seq_puts(m, "Character devices:\n");
	chrdev_show(m);
	seq_puts(m, "\nBlock devices:\n");
	return 0;
}

static int __init proc_devices_init(void)
{
	return proc_create_single("devices", 0, NULL, devinfo_show) ? 0 : -ENOMEM;
}
fs_initcall(proc_devices_init);

static int __init chrdev_report(void)
{
	pr_info("chrdev: %d major numbers in use\n", chrdev_count());
	return 0;
}
fs_initcall_sync(chrdev_report);
