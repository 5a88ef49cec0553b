// SPDX-License-Identifier: MIT
/*
 * Probing, with the rule of Linux that makes the bug: what has to wait is asked again from
 * late_initcall(deferred_probe_initcall) on, not before.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/printk.h>

#include "tpm.h"

static struct probe *pending;

void probe_device(struct probe *probe)
{
	int ret = probe->fn();

	if (ret == -EPROBE_DEFER) {
		pr_info("%s: probe deferred\n", probe->name);
		probe->next = pending;
		pending = probe;
	}
}

static int __init deferred_probe_initcall(void)
{
	struct probe *probe;

	for (probe = pending; probe; probe = probe->next)
		if (probe->fn() == -EPROBE_DEFER)
			pr_warn("%s: still waits\n", probe->name);
	pending = NULL;
	return 0;
}
late_initcall(deferred_probe_initcall);
