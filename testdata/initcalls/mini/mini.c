// SPDX-License-Identifier: MIT
/* Three initcalls, written in the order in which they do not run. */
#include <linux/init.h>
#include <linux/printk.h>

static int __init mini_late(void)
{
	pr_info("mini: late\n");
	return 0;
}
late_initcall(mini_late);

static int __init mini_core(void)
{
	pr_info("mini: core\n");
	return 0;
}
core_initcall(mini_core);

static int __init mini_device(void)
{
	pr_info("mini: device\n");
	return 0;
}
device_initcall(mini_device);
