// SPDX-License-Identifier: MIT
/* Numbers that depend on nothing but other numbers: what pure initcalls are for. */
#include <linux/init.h>
#include <linux/kernel.h>

#define PAGE_SIZE	4096

static unsigned long max_threads;

static int __init limits_init(void)
{
	/* A task may take an eighth of 64 MiB for stacks of four pages. */
	max_threads = (64UL << 20) / 8 / (4 * PAGE_SIZE);
	pr_info("limits: up to %lu threads\n", max_threads);
	return 0;
}
pure_initcall(limits_init);
