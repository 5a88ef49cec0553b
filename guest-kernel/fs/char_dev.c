// SPDX-License-Identifier: MIT
/* Major numbers of character devices. */
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

#define CHRDEV_MAJOR_MAX	512
#define CHRDEV_MAJOR_DYN_TOP	254	/* free ones are given from here downwards */
#define CHRDEV_MAJOR_DYN_END	234

struct chrdev {
	const char *name;
	const struct file_operations *fops;
};

static struct chrdev chrdevs[CHRDEV_MAJOR_MAX];

static int find_dynamic_major(void)
{
	int major;

	for (major = CHRDEV_MAJOR_DYN_TOP; major >= CHRDEV_MAJOR_DYN_END; major--)
		if (!chrdevs[major].fops)
			return major;
	return -EBUSY;
}

int register_chrdev(unsigned int major, const char *name, const struct file_operations *fops)
{
	bool dynamic = major == 0;
	int ret = 0;

	if (dynamic) {
		ret = find_dynamic_major();
		if (ret < 0) {
			pr_err("CHRDEV \"%s\" dynamic allocation region is full\n", name);
			return ret;
		}
		major = ret;
	}
	if (major >= CHRDEV_MAJOR_MAX) {
		pr_err("CHRDEV \"%s\" major requested (%u) is greater than the maximum (%u)\n",
		       name, major, CHRDEV_MAJOR_MAX - 1);
		return -EINVAL;
	}
	if (chrdevs[major].fops)
		return -EBUSY;
	chrdevs[major].name = name;
	chrdevs[major].fops = fops;
	return ret;
}
EXPORT_SYMBOL(register_chrdev);

void unregister_chrdev(unsigned int major, const char *name)
{
	if (major < CHRDEV_MAJOR_MAX && chrdevs[major].fops &&
	    !strcmp(chrdevs[major].name, name))
		memset(&chrdevs[major], 0, sizeof(chrdevs[major]));
}
EXPORT_SYMBOL(unregister_chrdev);

static int __init chrdev_report(void)
{
	int major, n = 0;

	for (major = 0; major < CHRDEV_MAJOR_MAX; major++)
		n += chrdevs[major].fops != NULL;
	pr_info("chrdev: %d major numbers in use\n", n);
	return 0;
}
fs_initcall_sync(chrdev_report);
