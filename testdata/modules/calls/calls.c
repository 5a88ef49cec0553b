// SPDX-License-Identifier: MIT
/* Calls the kernel over and over, for benchmarks. */
#include <linux/ktime.h>
#include <linux/module.h>

static unsigned int hypercalls;
module_param(hypercalls, uint, 0);
MODULE_PARM_DESC(hypercalls, "how many times to ask what time it is");

static int __init calls_init(void)
{
	unsigned int i;

	for (i = 0; i < hypercalls; i++)
		ktime_get();
	return 0;
}

module_init(calls_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Many hypercalls");
