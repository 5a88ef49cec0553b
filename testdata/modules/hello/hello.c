// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static char *who = "world";
module_param(who, charp, 0644);
MODULE_PARM_DESC(who, "whom to greet");

static int count = 1;
module_param(count, int, 0444);
MODULE_PARM_DESC(count, "how often");

static int __init hello_init(void)
{
	int i;

	for (i = 0; i < count; i++)
		pr_info("Hello, world (who=%s)\n", who);
	return 0;
}

static void __exit hello_exit(void)
{
	pr_info("Goodbye, world (who=%s)\n", who);
}

module_init(hello_init);
module_exit(hello_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("initlab");
MODULE_DESCRIPTION("The first module of every tutorial");
