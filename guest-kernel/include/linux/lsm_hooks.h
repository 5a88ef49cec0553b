/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_LSM_HOOKS_H
#define _LINUX_LSM_HOOKS_H

#include <linux/types.h>

/* What the kernel is about to read into itself. */
enum kernel_load_data_id {
	LOADING_UNKNOWN,
	LOADING_FIRMWARE,
	LOADING_MODULE,
	LOADING_KEXEC_IMAGE,
};

/* One security module's hooks: each may be missing, and returns 0 to permit. */
struct security_hooks {
	const char *lsm;
	int (*kernel_module_request)(const char *name);
	int (*kernel_load_data)(enum kernel_load_data_id id, bool contents);
	struct security_hooks *next;
};

void security_add_hooks(struct security_hooks *hooks);
int security_kernel_module_request(const char *name);
int security_kernel_load_data(enum kernel_load_data_id id, bool contents);

#endif /* _LINUX_LSM_HOOKS_H */
