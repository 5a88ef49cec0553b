// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/printk.h>
#include "tpm.h"

static struct tpm_chip crb_chip = { .name = "tpm0" };
struct tpm_chip *tpm_default_chip;

static int __init crb_acpi_driver_init(void)
{
	if (crb_ffa_ready)
		tpm_default_chip = &crb_chip;
	return 0;
}
device_initcall(crb_acpi_driver_init);
