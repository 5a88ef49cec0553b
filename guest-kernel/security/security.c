// SPDX-License-Identifier: MIT
/* Asks every security module, in the order in which they came; the first "no" counts. */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/lsm_hooks.h>

static struct security_hooks *hook_list;

void __init security_add_hooks(struct security_hooks *hooks)
{
	struct security_hooks **at = &hook_list;

	while (*at)
		at = &(*at)->next;
	*at = hooks;
}

int security_kernel_module_request(const char *name)
{
	struct security_hooks *hooks;

	for (hooks = hook_list; hooks; hooks = hooks->next) {
		int ret = hooks->kernel_module_request ? hooks->kernel_module_request(name) : 0;

		if (ret)
			return ret;
	}
	return 0;
}

/* Asked by the module loader before it looks at the file. */
int security_kernel_load_data(enum kernel_load_data_id id, bool contents)
{
	struct security_hooks *hooks;

	for (hooks = hook_list; hooks; hooks = hooks->next) {
		int ret = hooks->kernel_load_data ? hooks->kernel_load_data(id, contents) : 0;

		if (ret)
			return ret;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(security_kernel_load_data);

static int __init security_report(void)
{
	struct security_hooks *hooks;

	for (hooks = hook_list; hooks; hooks = hooks->next)
		pr_info("LSM: %s is active\n", hooks->lsm);
	return 0;
}
fs_initcall_sync(security_report);
