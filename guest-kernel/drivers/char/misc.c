// SPDX-License-Identifier: MIT
/* Small character devices that share one major number. */
#include <linux/device.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

#define DYNAMIC_MINORS	64

static struct list_head misc_list;
static unsigned long dynamic_minors;	/* one bit each, counted down from the top */

static struct class misc_class = {
	.name = "misc",
};

static struct miscdevice *misc_find(int minor)
{
	struct miscdevice *misc;

	list_for_each_entry(misc, &misc_list, list)
		if (misc->minor == minor)
			return misc;
	return NULL;
}

int misc_register(struct miscdevice *misc)
{
	int bit;

	if (!misc_list.next)
		return -EAGAIN;
	if (misc->minor != MISC_DYNAMIC_MINOR) {
		if (misc_find(misc->minor))
			return -EBUSY;
	} else {
		for (bit = 0; bit < DYNAMIC_MINORS && (dynamic_minors & BIT(bit)); bit++)
			;
		if (bit == DYNAMIC_MINORS)
			return -EBUSY;
		dynamic_minors |= BIT(bit);
		misc->minor = DYNAMIC_MINORS - bit - 1;
	}
	list_add(&misc->list, &misc_list);
	misc_class.devices++;
	return 0;
}
EXPORT_SYMBOL(misc_register);

void misc_deregister(struct miscdevice *misc)
{
	if (misc->minor < DYNAMIC_MINORS)
		dynamic_minors &= ~BIT(DYNAMIC_MINORS - misc->minor - 1);
	list_del(&misc->list);
	misc_class.devices--;
}
EXPORT_SYMBOL(misc_deregister);

static int misc_open(struct inode *inode, struct file *file)
{
	struct miscdevice *misc = misc_find(iminor(inode));
	int ret;

	if (!misc)
		return -ENODEV;
	if (!try_module_get(misc->fops->owner))
		return -ENODEV;
	file->private_data = misc;
	file->f_op = misc->fops;
	ret = misc->fops->open ? misc->fops->open(inode, file) : 0;
	if (ret)
		module_put(misc->fops->owner);
	return ret;
}

static const struct file_operations misc_fops = {
	.owner	= THIS_MODULE,
	.open	= misc_open,
};

static int __init misc_init(void)
{
	int ret;

	INIT_LIST_HEAD(&misc_list);
	ret = class_register(&misc_class);
	if (ret)
		return ret;
	ret = register_chrdev(MISC_MAJOR, "misc", &misc_fops);
	if (ret < 0) {
		class_unregister(&misc_class);
		return ret;
	}
	pr_info("misc: major %d\n", MISC_MAJOR);
	return 0;
}
subsys_initcall(misc_init);
