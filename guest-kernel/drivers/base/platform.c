// SPDX-License-Identifier: MIT
/* The bus of the devices that nobody can find by looking. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>
#include <linux/string.h>

static int platform_match(struct device *dev, struct device_driver *drv)
{
	return !strcmp(to_platform_device(dev)->name, drv->name);
}

static int platform_probe(struct device *dev)
{
	struct platform_driver *drv = to_platform_driver(dev->driver);

	return drv->probe ? drv->probe(to_platform_device(dev)) : 0;
}

static void platform_remove(struct device *dev)
{
	struct platform_driver *drv = to_platform_driver(dev->driver);

	if (drv->remove)
		drv->remove(to_platform_device(dev));
}

struct bus_type platform_bus_type = {
	.name	= "platform",
	.match	= platform_match,
	.probe	= platform_probe,
	.remove	= platform_remove,
};
EXPORT_SYMBOL_GPL(platform_bus_type);

int platform_device_register(struct platform_device *pdev)
{
	unsigned int i;
	int ret;

	pdev->dev.bus = &platform_bus_type;
	if (!pdev->dev.init_name)
		pdev->dev.init_name = pdev->name;
	for (i = 0; i < pdev->num_resources; i++) {
		struct resource *res = &pdev->resource[i];
		struct resource *root = res->flags & IORESOURCE_IO ? &ioport_resource
								    : &iomem_resource;

		ret = insert_resource(root, res);
		if (ret) {
			dev_err(&pdev->dev, "failed to claim resource %u\n", i);
			goto undo;
		}
	}
	ret = device_register(&pdev->dev);
undo:
	while (ret && i--)
		release_resource(&pdev->resource[i]);
	return ret;
}
EXPORT_SYMBOL_GPL(platform_device_register);

void platform_device_unregister(struct platform_device *pdev)
{
	unsigned int i;

	device_unregister(&pdev->dev);
	for (i = 0; i < pdev->num_resources; i++)
		release_resource(&pdev->resource[i]);
}
EXPORT_SYMBOL_GPL(platform_device_unregister);

int platform_add_devices(struct platform_device **devs, int n)
{
	int i, ret = 0;

	for (i = 0; i < n && !ret; i++)
		ret = platform_device_register(devs[i]);
	if (ret)
		for (i--; i > 0;)
			platform_device_unregister(devs[--i]);
	return ret;
}
EXPORT_SYMBOL_GPL(platform_add_devices);

struct resource *platform_get_resource(struct platform_device *pdev, unsigned int type,
				       unsigned int n)
{
	unsigned int i;

	for (i = 0; i < pdev->num_resources; i++)
		if ((pdev->resource[i].flags & type) && n-- == 0)
			return &pdev->resource[i];
	return NULL;
}
EXPORT_SYMBOL_GPL(platform_get_resource);

int __platform_driver_register(struct platform_driver *drv, struct module *owner)
{
	drv->driver.owner = owner;
	drv->driver.bus = &platform_bus_type;
	return driver_register(&drv->driver);
}
EXPORT_SYMBOL_GPL(__platform_driver_register);

void platform_driver_unregister(struct platform_driver *drv)
{
	driver_unregister(&drv->driver);
}
EXPORT_SYMBOL_GPL(platform_driver_unregister);

/* After buses_init() of the same level, which the link order sees to. */
static int __init platform_bus_init(void)
{
	return bus_register(&platform_bus_type);
}
core_initcall(platform_bus_init);
