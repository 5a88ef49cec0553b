// SPDX-License-Identifier: MIT
/* What of the port space the board itself uses. */
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>

static struct resource standard_ports[] = {
	DEFINE_RES_IO_NAMED(0x00, 0x20, "dma1"),
	DEFINE_RES_IO_NAMED(0x20, 2, "pic1"),
	DEFINE_RES_IO_NAMED(0x40, 4, "timer0"),
	DEFINE_RES_IO_NAMED(0xa0, 2, "pic2"),
	DEFINE_RES_IO_NAMED(0x604, 2, "ACPI PM1a_CNT_BLK"),
};

static int __init reserve_standard_ports(void)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < ARRAY_SIZE(standard_ports) && !ret; i++)
		ret = request_resource(&ioport_resource, &standard_ports[i]);
	return ret;
}
arch_initcall(reserve_standard_ports);
