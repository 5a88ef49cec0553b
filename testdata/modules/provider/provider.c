// SPDX-License-Identifier: MIT
#include <linux/module.h>
#include "provider.h"

static int calls;

int provider_add(int a, int b)
{
	calls++;
	return a + b;
}
EXPORT_SYMBOL_GPL(provider_add);

static int __init provider_init(void)
{
	pr_info("provider: ready\n");
	return 0;
}

static void __exit provider_exit(void)
{
	pr_info("provider: gone after %d calls\n", calls);
}

module_init(provider_init);
module_exit(provider_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Exports a function");
