// SPDX-License-Identifier: MIT
/* Loaded after boot it calls init code of the kernel that is no longer there. */
#include <linux/module.h>

int test_initmem_call(void);

static int __init initmem_user_init(void)
{
	pr_info("initmem_user: calling init code of the kernel\n");
	pr_info("initmem_user: it returned %d\n", test_initmem_call());
	return 0;
}

static void __exit initmem_user_exit(void)
{
}

module_init(initmem_user_init);
module_exit(initmem_user_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Uses init memory after it was freed");
