// SPDX-License-Identifier: MIT
/* The port as a device: claims it, so that nobody else does. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

static int pl011_probe(struct platform_device *pdev)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);

	if (!res)
		return -ENODEV;
	if (!request_mem_region(res->start, resource_size(res), "uart-pl011"))
		return -EBUSY;
	dev_info(&pdev->dev, "ttyAMA%d at MMIO %#llx\n", pdev->id, (u64)res->start);
	return 0;
}

static int pl011_remove(struct platform_device *pdev)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);

	release_mem_region(res->start, resource_size(res));
	return 0;
}

static struct platform_driver pl011_driver = {
	.probe	= pl011_probe,
	.remove	= pl011_remove,
	.driver	= { .name = "uart-pl011" },
};

static int __init pl011_init(void)
{
	pr_info("Serial: AMBA PL011 driver, polled\n");
	return platform_driver_register(&pl011_driver);
}
device_initcall(pl011_init);
