// SPDX-License-Identifier: MIT
/* Where the memory is. */
#include <linux/init.h>
#include <linux/ioport.h>
#include <linux/kernel.h>

static struct resource system_ram = DEFINE_RES_MEM_NAMED(0x40000000, 0x08000000, "System RAM");

static int __init reserve_ram(void)
{
	return request_resource(&iomem_resource, &system_ram);
}
arch_initcall(reserve_ram);
