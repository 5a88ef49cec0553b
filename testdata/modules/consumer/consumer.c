// SPDX-License-Identifier: MIT
#include <linux/module.h>
#include "../provider/provider.h"

static int __init consumer_init(void)
{
	pr_info("consumer: 40 + 2 = %d\n", provider_add(40, 2));
	return 0;
}

static void __exit consumer_exit(void)
{
	pr_info("consumer: gone\n");
}

module_init(consumer_init);
module_exit(consumer_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Uses a function of another module");
