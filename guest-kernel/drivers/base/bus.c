// SPDX-License-Identifier: MIT
/* Buses, the devices on them, and the drivers that may have them. */
#include <initlab/trace.h>
#include <linux/device.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

/* Made by an initcall, so that a bus that comes too early is found out. */
static struct list_head buses;

/*
 * Devices whose driver asked to be asked again wait in "pending"; once another device has found its driver they go to
 * "active" and are asked. Not before late_initcall(deferred_probe_initcall): until then drivers still come.
 */
static LIST_HEAD(deferred_probe_pending);
static LIST_HEAD(deferred_probe_active);
static unsigned int deferred_trigger_count;
static bool driver_deferred_probe_enable;

static int __init buses_init(void)
{
	INIT_LIST_HEAD(&buses);
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
	unsigned int triggers = deferred_trigger_count;
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
		/* What it waits for may have come while it was asked. */
		if (triggers != deferred_trigger_count)
			driver_deferred_probe_trigger();
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

/* Linux has a worker do this; here whoever binds first does, and what binds on the way adds to the list. */
static void deferred_probe_work(void)
{
	static bool running;
	struct device *dev;

	if (running)
		return;
	running = true;
	while (!list_empty(&deferred_probe_active)) {
		dev = list_first_entry(&deferred_probe_active, struct device, deferred);
		list_del_init(&dev->deferred);
		bind_to_any(dev);
	}
	running = false;
}

void driver_deferred_probe_trigger(void)
{
	if (!driver_deferred_probe_enable)
		return;
	deferred_trigger_count++;
	list_splice_tail_init(&deferred_probe_pending, &deferred_probe_active);
	deferred_probe_work();
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

/* From here on, and not before, a device that waits is asked again at every bind. */
static int __init deferred_probe_initcall(void)
{
	driver_deferred_probe_enable = true;
	driver_deferred_probe_trigger();
	return 0;
}
late_initcall(deferred_probe_initcall);
