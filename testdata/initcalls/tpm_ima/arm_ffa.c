// SPDX-License-Identifier: MIT
/* The firmware framework: drivers may register at any time, and are told when it is up. */
#include <linux/init.h>
#include <linux/printk.h>

#include "tpm.h"

static struct ffa_driver *drivers;
static bool up;

int ffa_register(struct ffa_driver *driver)
{
	driver->next = drivers;
	drivers = driver;
	if (up)
		driver->found();
	return 0;
}

static int __init ffa_init(void)
{
	struct ffa_driver *driver;

	pr_info("ARM FF-A: 1 partition\n");
	up = true;
	for (driver = drivers; driver; driver = driver->next)
		driver->found();
	return 0;
}
device_initcall(ffa_init);
