// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/printk.h>
#include "tpm.h"

static int __init init_ima(void)
{
	if (!tpm_default_chip)
		pr_info("ima: No TPM chip found, activating TPM-bypass!\n");
	return 0;
}
late_initcall(init_ima);
