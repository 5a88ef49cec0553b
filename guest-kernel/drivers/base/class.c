// SPDX-License-Identifier: MIT
/* What devices are to their users: classes. */
#include <linux/device.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

static struct list_head classes;

static int __init classes_init(void)
{
	INIT_LIST_HEAD(&classes);
	pr_info("driver core: ready for classes\n");
	return 0;
}
postcore_initcall(classes_init);

int class_register(struct class *class)
{
	struct class *other;

	if (!classes.next)
		return -EAGAIN;
	list_for_each_entry(other, &classes, list)
		if (!strcmp(other->name, class->name))
			return -EEXIST;
	list_add_tail(&class->list, &classes);
	return 0;
}
EXPORT_SYMBOL_GPL(class_register);

void class_unregister(struct class *class)
{
	list_del(&class->list);
}
EXPORT_SYMBOL_GPL(class_unregister);

static struct class mem_class = {
	.name = "mem",
};

static int __init mem_class_init(void)
{
	return class_register(&mem_class);
}
postcore_initcall_sync(mem_class_init);

static int __init classes_report(void)
{
	struct class *class;

	list_for_each_entry(class, &classes, list)
		pr_info("driver core: class %s\n", class->name);
	return 0;
}
subsys_initcall_sync(classes_report);
