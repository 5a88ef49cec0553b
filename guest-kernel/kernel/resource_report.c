// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>

static int __init count(const struct resource *root)
{
	const struct resource *res;
	int n = 0;

	for (res = root->child; res; res = res->sibling)
		n += 1 + count(res);
	return n;
}

static int __init resources_report(void)
{
	pr_info("resource: %d port ranges, %d memory ranges\n", count(&ioport_resource),
		count(&iomem_resource));
	return 0;
}
arch_initcall_sync(resources_report);
