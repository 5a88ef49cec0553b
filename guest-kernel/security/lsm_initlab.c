// SPDX-License-Identifier: MIT
/* Refuses to have one module loaded on request: lsm_initlab.deny=NAME. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/lsm_hooks.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static char *deny;
module_param(deny, charp, 0444);
MODULE_PARM_DESC(deny, "module that is never loaded on request");

static int initlab_kernel_module_request(const char *name)
{
	return deny && parameq(deny, name) ? -EPERM : 0;
}

static struct security_hooks initlab_hooks = {
	.lsm			= "initlab",
	.kernel_module_request	= initlab_kernel_module_request,
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
