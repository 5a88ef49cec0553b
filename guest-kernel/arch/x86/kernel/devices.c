// SPDX-License-Identifier: MIT
/* The devices of a PC that have always been where they are. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

static struct resource serial_ports = DEFINE_RES_IO_NAMED(0x3f8, 8, "serial");
static struct platform_device serial = {
	.name = "serial8250", .id = 0, .num_resources = 1, .resource = &serial_ports,
};

static struct resource keyboard_ports[] = {
	DEFINE_RES_IO_NAMED(0x60, 1, "keyboard"),
	DEFINE_RES_IO_NAMED(0x64, 1, "keyboard"),
};
static struct platform_device keyboard = {
	.name = "i8042", .id = PLATFORM_DEVID_NONE,
	.num_resources = ARRAY_SIZE(keyboard_ports), .resource = keyboard_ports,
};

static struct resource rtc_ports = DEFINE_RES_IO_NAMED(0x70, 2, "rtc");
static struct platform_device rtc = {
	.name = "rtc_cmos", .id = PLATFORM_DEVID_NONE, .num_resources = 1, .resource = &rtc_ports,
};

static struct platform_device *devices[] __initdata = { &serial, &keyboard, &rtc };

static int __init pc_devices_init(void)
{
	return platform_add_devices(devices, ARRAY_SIZE(devices));
}
arch_initcall(pc_devices_init);
