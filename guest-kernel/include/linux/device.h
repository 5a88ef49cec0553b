/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/list.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/types.h>

struct device;
struct device_driver;

struct bus_type {
	const char *name;
	int (*match)(struct device *dev, struct device_driver *drv);
	int (*probe)(struct device *dev);
	void (*remove)(struct device *dev);
	struct list_head list;
	struct list_head devices;
	struct list_head drivers;
};

struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
	struct list_head list;
};

struct class {
	const char *name;
	struct module *owner;
	struct list_head list;
	unsigned int devices;
};

struct device {
	const char *init_name;
	struct device *parent;
	struct bus_type *bus;
	struct device_driver *driver;	/* NULL: no driver has it */
	struct class *class;
	dev_t devt;
	void *driver_data;
	struct list_head list;
	struct list_head deferred;	/* empty: not waiting for another probe */
};

int bus_register(struct bus_type *bus);
void bus_unregister(struct bus_type *bus);
int device_register(struct device *dev);
void device_unregister(struct device *dev);
int driver_register(struct device_driver *drv);
void driver_unregister(struct device_driver *drv);
void driver_deferred_probe_trigger(void);
int class_register(struct class *class);
void class_unregister(struct class *class);

static inline const char *dev_name(const struct device *dev)
{
	return dev->init_name;
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

static inline const char *dev_driver_string(const struct device *dev)
{
	return dev->driver ? dev->driver->name : dev->bus ? dev->bus->name : "";
}

#define dev_printk(level, dev, fmt, ...)	\
	printk(level "%s %s: " fmt, dev_driver_string(dev), dev_name(dev), ##__VA_ARGS__)
#define dev_err(dev, fmt, ...)	dev_printk(KERN_ERR, dev, fmt, ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...)	dev_printk(KERN_WARNING, dev, fmt, ##__VA_ARGS__)
#define dev_info(dev, fmt, ...)	dev_printk(KERN_INFO, dev, fmt, ##__VA_ARGS__)

/* A module that does nothing but register something and take it back. */
#define module_driver(driver, register_fn, unregister_fn)	\
	static int __init driver##_init(void)			\
	{ return register_fn(&(driver)); }			\
	module_init(driver##_init);				\
	static void __exit driver##_exit(void)			\
	{ unregister_fn(&(driver)); }				\
	module_exit(driver##_exit)

#endif /* _LINUX_DEVICE_H */
