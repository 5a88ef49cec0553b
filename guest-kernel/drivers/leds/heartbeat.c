// SPDX-License-Identifier: MIT
/* A light that beats: a driver with parameters. heartbeat.period=, heartbeat.name=. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static unsigned int period = 1000;
module_param(period, uint, 0644);
MODULE_PARM_DESC(period, "milliseconds from beat to beat");

static bool inverted;
module_param(inverted, bool, 0444);
MODULE_PARM_DESC(inverted, "the light is on between the beats");

static char name[16] = "status";
module_param_string(name, name, sizeof(name), 0444);
MODULE_PARM_DESC(name, "what the light is called");

static int __init heartbeat_init(void)
{
	if (period == 0) {
		pr_err("heartbeat: a period of 0 is none\n");
		return -EINVAL;
	}
	pr_info("heartbeat: %s: every %u ms%s\n", name, period, inverted ? ", inverted" : "");
	return 0;
}

static void __exit heartbeat_exit(void)
{
	pr_info("heartbeat: %s: off\n", name);
}

module_init(heartbeat_init);
module_exit(heartbeat_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A light that beats");
