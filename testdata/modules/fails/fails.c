// SPDX-License-Identifier: MIT
#include <linux/module.h>

static int ret = -ENODEV;
module_param(ret, int, 0);
MODULE_PARM_DESC(ret, "what the init function returns");
static bool corrupt;
module_param(corrupt, bool, 0);
MODULE_PARM_DESC(corrupt, "whether it overwrites its entry in the list of modules first");

static int __init fails_init(void)
{
	pr_info("fails: returning %d\n", ret);
	if (corrupt)
		THIS_MODULE->list.next = NULL;
	return ret;
}

static void __exit fails_exit(void)
{
	pr_info("fails: exit after all\n");
}

module_init(fails_init);
module_exit(fails_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Refuses to load");
