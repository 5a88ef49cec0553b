// SPDX-License-Identifier: MIT
#include <linux/module.h>
#include "composite.h"

static int __init composite_init(void)
{
	pr_info(KBUILD_MODNAME ": %s of two files\n", composite_part());
	return 0;
}

static void __exit composite_exit(void)
{
}

module_init(composite_init);
module_exit(composite_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Two files, one module");
