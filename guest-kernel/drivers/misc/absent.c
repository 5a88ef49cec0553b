// SPDX-License-Identifier: MIT
/* Looks for a device that no machine has: its initcall returns an error at every boot. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

static int __init absent_init(void)
{
	pr_info("absent: no such device\n");
	return -ENODEV;
}
module_init(absent_init);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Finds nothing");
