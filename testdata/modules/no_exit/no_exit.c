// SPDX-License-Identifier: MIT
#include <linux/module.h>

static int __init no_exit_init(void)
{
	pr_info("no_exit: here to stay\n");
	return 0;
}

module_init(no_exit_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Has no exit function and cannot be removed");
