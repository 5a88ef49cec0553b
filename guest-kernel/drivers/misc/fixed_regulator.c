// SPDX-License-Identifier: MIT
/* A supply that is on from the start; others ask fixed_regulator_ready() for it. */
#include <linux/fixed_regulator.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static bool ready;

bool fixed_regulator_ready(void)
{
	return ready;
}
EXPORT_SYMBOL_GPL(fixed_regulator_ready);

static int fixed_regulator_probe(struct platform_device *pdev)
{
	ready = true;
	dev_info(&pdev->dev, "on\n");
	return 0;
}

static struct platform_driver fixed_regulator_driver = {
	.probe	= fixed_regulator_probe,
	.driver	= { .name = "fixed-regulator" },
};

static struct platform_device fixed_regulator_device = {
	.name	= "fixed-regulator",
	.id	= PLATFORM_DEVID_NONE,
};

static int __init fixed_regulator_init(void)
{
	int ret = platform_driver_register(&fixed_regulator_driver);

	return ret ? ret : platform_device_register(&fixed_regulator_device);
}
device_initcall(fixed_regulator_init);
