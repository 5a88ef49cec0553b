// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/printk.h>
#include "tpm.h"

int crb_ffa_ready;

static int __init tpm_crb_ffa_init(void)
{
	crb_ffa_ready = ffa_version != 0;
	return 0;
}
device_initcall(tpm_crb_ffa_init);
