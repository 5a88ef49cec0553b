// SPDX-License-Identifier: MIT
/* The port as a device: claims it, so that nobody else does. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

static int serial8250_probe(struct platform_device *pdev)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_IO, 0);

	if (!res)
		return -ENODEV;
	if (!request_region(res->start, resource_size(res), "serial8250"))
		return -EBUSY;
	dev_info(&pdev->dev, "ttyS%d at I/O %#llx\n", pdev->id, (u64)res->start);
	return 0;
}

static int serial8250_remove(struct platform_device *pdev)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_IO, 0);

	release_region(res->start, resource_size(res));
	return 0;
}

static struct platform_driver serial8250_driver = {
	.probe	= serial8250_probe,
	.remove	= serial8250_remove,
	.driver	= { .name = "serial8250" },
};

static int __init serial8250_init(void)
{
	pr_info("Serial: 8250 driver, polled\n");
	return platform_driver_register(&serial8250_driver);
}
device_initcall(serial8250_init);
