// SPDX-License-Identifier: MIT
/* Buses, the devices on them, and the drivers that may have them. */
#include <initlab/trace.h>
#include <linux/device.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

/* Made by an initcall, so that a bus that comes too early is found out. */
static struct list_head buses;

/* Devices whose driver asked to be asked again when another device has found its own. */
static struct list_head deferred_probe_pending;

static int __init buses_init(void)
{
	INIT_LIST_HEAD(&buses);
	INIT_LIST_HEAD(&deferred_probe_pending);
	pr_info("driver core: ready for buses\n");
	return 0;
}
core_initcall(buses_init);

int bus_register(struct bus_type *bus)
{
	if (!buses.next) {
		pr_err("bus %s: registered before the driver core is there\n", bus->name);
		return -EAGAIN;
	}
	INIT_LIST_HEAD(&bus->devices);
	INIT_LIST_HEAD(&bus->drivers);
	list_add_tail(&bus->list, &buses);
	pr_debug("bus: '%s': registered\n", bus->name);
	return 0;
}
EXPORT_SYMBOL_GPL(bus_register);

void bus_unregister(struct bus_type *bus)
{
	list_del(&bus->list);
}
EXPORT_SYMBOL_GPL(bus_unregister);

/* Positive: bound; 0: not a match; negative: the probe's error. */
static int try_bind(struct device *dev, struct device_driver *drv)
{
	int ret;

	if (!dev->bus->match(dev, drv))
		return 0;
	dev->driver = drv;
	ret = dev->bus->probe(dev);
	trace_device_probe(dev_name(dev), drv->name, ret);
	if (ret == 0) {
		list_del_init(&dev->deferred);
		driver_deferred_probe_trigger();
		return 1;
	}
	if (ret == -EPROBE_DEFER) {
		if (list_empty(&dev->deferred))
			list_add_tail(&dev->deferred, &deferred_probe_pending);
	} else if (ret != -ENODEV && ret != -ENXIO) {
		dev_err(dev, "probe failed with error %d\n", ret);
	}
	dev->driver = NULL;
	return ret;
}

static void bind_to_any(struct device *dev)
{
	struct device_driver *drv;

	list_for_each_entry(drv, &dev->bus->drivers, list)
		if (try_bind(dev, drv) > 0)
			break;
}

/* Asks each waiting device once; those that still must wait go to the end. */
void driver_deferred_probe_trigger(void)
{
	struct list_head pending;
	struct device *dev;

	INIT_LIST_HEAD(&pending);
	list_splice_init(&deferred_probe_pending, &pending);
	while (!list_empty(&pending)) {
		dev = list_first_entry(&pending, struct device, deferred);
		list_del_init(&dev->deferred);
		bind_to_any(dev);
	}
}

static void release_driver(struct device *dev)
{
	if (dev->driver)
		dev->bus->remove(dev);
	dev->driver = NULL;
}

int device_register(struct device *dev)
{
	if (!dev->bus || !dev->bus->list.next)
		return -EINVAL;
	INIT_LIST_HEAD(&dev->deferred);
	list_add_tail(&dev->list, &dev->bus->devices);
	bind_to_any(dev);
	return 0;
}
EXPORT_SYMBOL_GPL(device_register);

void device_unregister(struct device *dev)
{
	release_driver(dev);
	list_del_init(&dev->deferred);
	list_del(&dev->list);
}
EXPORT_SYMBOL_GPL(device_unregister);

int driver_register(struct device_driver *drv)
{
	struct device_driver *other;
	struct device *dev;

	if (!drv->bus || !drv->bus->list.next)
		return -EINVAL;
	list_for_each_entry(other, &drv->bus->drivers, list)
		if (parameq(other->name, drv->name)) {
			pr_err("Error: Driver '%s' is already registered, aborting...\n",
			       drv->name);
			return -EBUSY;
		}
	list_add_tail(&drv->list, &drv->bus->drivers);
	list_for_each_entry(dev, &drv->bus->devices, list)
		if (!dev->driver)
			try_bind(dev, drv);
	return 0;
}
EXPORT_SYMBOL_GPL(driver_register);

void driver_unregister(struct device_driver *drv)
{
	struct device *dev;

	list_for_each_entry(dev, &drv->bus->devices, list)
		if (dev->driver == drv)
			release_driver(dev);
	list_del(&drv->list);
}
EXPORT_SYMBOL_GPL(driver_unregister);

static int __init buses_ready(void)
{
	struct bus_type *bus;

	list_for_each_entry(bus, &buses, list)
		pr_info("driver core: bus %s\n", bus->name);
	return 0;
}
core_initcall_sync(buses_ready);

/* All the drivers that are built in have had their chance. */
static int __init drivers_report(void)
{
	struct bus_type *bus;
	struct device *dev;

	list_for_each_entry(bus, &buses, list)
		list_for_each_entry(dev, &bus->devices, list)
			pr_info("driver core: %s: %s\n", dev_name(dev),
				dev->driver ? dev->driver->name : "no driver");
	return 0;
}
device_initcall_sync(drivers_report);

/* Those that wait for what never comes are asked a last time. */
static int __init deferred_probe_initcall(void)
{
	driver_deferred_probe_trigger();
	return 0;
}
late_initcall(deferred_probe_initcall);
