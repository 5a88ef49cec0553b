// SPDX-License-Identifier: MIT
/* Built in, THIS_MODULE is no module: NULL, and good enough as an owner everywhere. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

static int __init this_module_init(void)
{
	pr_info("this_module: THIS_MODULE is %p, called %s\n", THIS_MODULE,
		module_name(THIS_MODULE));
	if (!try_module_get(THIS_MODULE))
		return -ENOENT;
	module_put(THIS_MODULE);
	return 0;
}
module_init(this_module_init);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Prints THIS_MODULE");
