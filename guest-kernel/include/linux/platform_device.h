/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PLATFORM_DEVICE_H
#define _LINUX_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/ioport.h>

#define PLATFORM_DEVID_NONE	(-1)

struct platform_device {
	const char *name;
	int id;
	struct device dev;
	unsigned int num_resources;
	struct resource *resource;
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	int (*remove)(struct platform_device *pdev);
	struct device_driver driver;
};

#define to_platform_device(x)	container_of(x, struct platform_device, dev)
#define to_platform_driver(x)	container_of(x, struct platform_driver, driver)

extern struct bus_type platform_bus_type;

int platform_device_register(struct platform_device *pdev);
void platform_device_unregister(struct platform_device *pdev);
int platform_add_devices(struct platform_device **devs, int n);
struct resource *platform_get_resource(struct platform_device *pdev, unsigned int type,
				       unsigned int n);

int __platform_driver_register(struct platform_driver *drv, struct module *owner);
void platform_driver_unregister(struct platform_driver *drv);
#define platform_driver_register(drv)	__platform_driver_register(drv, THIS_MODULE)
#define module_platform_driver(drv)	\
	module_driver(drv, platform_driver_register, platform_driver_unregister)

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void platform_set_drvdata(struct platform_device *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

#endif /* _LINUX_PLATFORM_DEVICE_H */
