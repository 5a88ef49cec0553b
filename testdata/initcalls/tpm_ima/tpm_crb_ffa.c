// SPDX-License-Identifier: MIT
/* The way to a TPM in the secure world. */
#include <linux/init.h>
#include <linux/printk.h>

#include "tpm.h"

bool tpm_crb_ffa_ready;

static void tpm_crb_ffa_found(void)
{
	pr_info("tpm_crb_ffa: partition found\n");
	tpm_crb_ffa_ready = true;
}

static struct ffa_driver tpm_crb_ffa_driver = {
	.name	= "ffa-crb",
	.found	= tpm_crb_ffa_found,
};

static int __init tpm_crb_ffa_driver_init(void)
{
	return ffa_register(&tpm_crb_ffa_driver);
}
device_initcall(tpm_crb_ffa_driver_init);
