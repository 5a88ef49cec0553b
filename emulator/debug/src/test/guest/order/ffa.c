// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/printk.h>
#include "tpm.h"

int ffa_version;

static int __init ffa_init(void)
{
	ffa_version = 0x10001;
	pr_info("ARM FF-A: Firmware version 1.1 found\n");
	return 0;
}
device_initcall(ffa_init);
