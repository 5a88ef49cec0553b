// SPDX-License-Identifier: MIT
/* Processors: which there could be, and which there are. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

#define NR_CPUS	8

static unsigned long cpu_possible_mask __ro_after_init;
static unsigned long cpu_online_mask = 1;
static unsigned int setup_max_cpus __initdata = NR_CPUS;

static int __init nosmp(char *arg)
{
	setup_max_cpus = 1;
	return 0;
}
early_param("nosmp", nosmp);

static int __init maxcpus(char *arg)
{
	unsigned int n;

	if (kstrtouint(arg, 0, &n) || n > NR_CPUS)
		return -EINVAL;
	setup_max_cpus = n ? n : 1;
	return 0;
}
early_param("maxcpus", maxcpus);

static int __init cpu_masks_init(void)
{
	cpu_possible_mask = BIT(setup_max_cpus) - 1;
	pr_info("smp: %u processors possible\n", setup_max_cpus);
	return 0;
}
early_initcall(cpu_masks_init);

static int __init cpu_online_report(void)
{
	pr_info("smp: Brought up 1 CPU (mask %#lx of %#lx)\n", cpu_online_mask,
		cpu_possible_mask);
	return 0;
}
core_initcall_sync(cpu_online_report);
