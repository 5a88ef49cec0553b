// SPDX-License-Identifier: MIT
/* A light that needs its supply first: leds/ is linked before misc/, so it has to wait. */
#include <linux/fixed_regulator.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static int supply_led_probe(struct platform_device *pdev)
{
	if (!fixed_regulator_ready())
		return -EPROBE_DEFER;
	dev_info(&pdev->dev, "lit\n");
	return 0;
}

static struct platform_driver supply_led_driver = {
	.probe	= supply_led_probe,
	.driver	= { .name = "supply-led" },
};

static struct platform_device supply_led_device = {
	.name	= "supply-led",
	.id	= PLATFORM_DEVID_NONE,
};

static int __init supply_led_init(void)
{
	int ret = platform_driver_register(&supply_led_driver);

	return ret ? ret : platform_device_register(&supply_led_device);
}
device_initcall(supply_led_init);
