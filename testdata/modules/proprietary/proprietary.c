// SPDX-License-Identifier: MIT
/* Taints the kernel by what it says of itself. */
#include <linux/module.h>

static int __init proprietary_init(void)
{
	pr_info("proprietary: loaded\n");
	return 0;
}

static void __exit proprietary_exit(void)
{
}

module_init(proprietary_init);
module_exit(proprietary_exit);
MODULE_LICENSE("Proprietary");
MODULE_VERSION("1.0");
MODULE_DESCRIPTION("Taints the kernel");
