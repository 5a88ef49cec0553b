// SPDX-License-Identifier: MIT
/* The TPM itself; it waits for the way to it. */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/printk.h>

#include "tpm.h"

static bool chip;

bool tpm_default_chip(void)
{
	return chip;
}

static int crb_probe(void)
{
	if (!tpm_crb_ffa_ready)
		return -EPROBE_DEFER;
	pr_info("tpm_crb MSFT0101:00: 2.0 TPM\n");
	chip = true;
	return 0;
}

static struct probe crb = {
	.name	= "tpm_crb MSFT0101:00",
	.fn	= crb_probe,
};

static int __init crb_acpi_driver_init(void)
{
	probe_device(&crb);
	return 0;
}
device_initcall(crb_acpi_driver_init);
