// SPDX-License-Identifier: MIT
/* Asks for a level: built in it gets it, as a module it has one initcall like any other. */
#include <linux/init.h>
#include <linux/module.h>

static int __init level_init(void)
{
	pr_info("level: called\n");
	return 0;
}
subsys_initcall(level_init);

static void __exit level_exit(void)
{
	pr_info("level: gone\n");
}
module_exit(level_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("subsys_initcall in a module");
