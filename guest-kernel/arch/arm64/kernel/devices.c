// SPDX-License-Identifier: MIT
/* The devices of the machine; there is no device tree to find them in. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

static struct resource uart_mem = DEFINE_RES_MEM_NAMED(0x09000000, 0x1000, "uart");
static struct platform_device uart = {
	.name = "uart-pl011", .id = 0, .num_resources = 1, .resource = &uart_mem,
};

static struct resource power_mem = DEFINE_RES_MEM_NAMED(0x09010000, 0x1000, "power");
static struct platform_device power = {
	.name = "initlab-power", .id = PLATFORM_DEVID_NONE,
	.num_resources = 1, .resource = &power_mem,
};

static struct resource timer_mem = DEFINE_RES_MEM_NAMED(0x09020000, 0x1000, "timer");
static struct platform_device timer = {
	.name = "sp804", .id = PLATFORM_DEVID_NONE,
	.num_resources = 1, .resource = &timer_mem,
};

static struct platform_device *devices[] __initdata = { &uart, &power, &timer };

static int __init board_devices_init(void)
{
	return platform_add_devices(devices, ARRAY_SIZE(devices));
}
arch_initcall(board_devices_init);
