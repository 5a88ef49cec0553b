// SPDX-License-Identifier: MIT
/* Never comes back from its init function. */
#include <linux/module.h>

static int __init hangs_init(void)
{
	pr_info("hangs: until somebody pulls the plug\n");
	for (;;)
		barrier();
	return 0;
}

module_init(hangs_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Loops for ever");
