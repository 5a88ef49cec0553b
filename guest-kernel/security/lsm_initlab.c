// SPDX-License-Identifier: MIT
/*
 * Refuses to have one module loaded on request, lsm_initlab.deny=NAME, or to have any
 * loaded at all, lsm_initlab.no_modules.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/lsm_hooks.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static char *deny;
module_param(deny, charp, 0444);
MODULE_PARM_DESC(deny, "module that is never loaded on request");

static bool no_modules;
module_param(no_modules, bool, 0444);
MODULE_PARM_DESC(no_modules, "no module is ever loaded");

static int initlab_kernel_load_data(enum kernel_load_data_id id, bool contents)
{
	if (id != LOADING_MODULE || !no_modules)
		return 0;
	pr_notice("LSM: initlab: module loading is refused (lsm_initlab.no_modules)\n");
	return -EPERM;
}

static int initlab_kernel_module_request(const char *name)
{
	return deny && parameq(deny, name) ? -EPERM : 0;
}

static struct security_hooks initlab_hooks = {
	.lsm			= "initlab",
	.kernel_module_request	= initlab_kernel_module_request,
	.kernel_load_data	= initlab_kernel_load_data,
};

static int __init initlab_lsm_init(void)
{
	security_add_hooks(&initlab_hooks);
	pr_info("LSM: initlab initialized\n");
	return 0;
}
security_initcall(initlab_lsm_init);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A small security module");
