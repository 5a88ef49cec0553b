/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_LSM_HOOKS_H
#define _LINUX_LSM_HOOKS_H

#include <linux/types.h>

/* One security module's hooks: each may be missing, and returns 0 to permit. */
struct security_hooks {
	const char *lsm;
	int (*kernel_module_request)(const char *name);
	struct security_hooks *next;
};

void security_add_hooks(struct security_hooks *hooks);
int security_kernel_module_request(const char *name);

#endif /* _LINUX_LSM_HOOKS_H */
