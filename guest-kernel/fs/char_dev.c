// SPDX-License-Identifier: MIT
/* Major numbers of character devices. */
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/seq_file.h>
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

/* Chooses the driver of a device that is being opened, and has it open. */
static int chrdev_open(struct inode *inode, struct file *file)
{
	unsigned int major = imajor(inode);
	const struct file_operations *fops;
	int ret = 0;

	fops = major < CHRDEV_MAJOR_MAX ? chrdevs[major].fops : NULL;
	if (!fops || !try_module_get(fops->owner))
		return -ENXIO;
	file->f_op = fops;
	if (fops->open)
		ret = fops->open(inode, file);
	if (ret)
		module_put(fops->owner);
	return ret;
}

/* What the kernel model begins with, whatever the number. */
const struct file_operations def_chr_fops = {
	.open = chrdev_open,
};

/* For /proc/devices. */
void chrdev_show(struct seq_file *m)
{
	int major;

	for (major = 0; major < CHRDEV_MAJOR_MAX; major++)
		if (chrdevs[major].fops)
			seq_printf(m, "%3d %s\n", major, chrdevs[major].name);
}

int chrdev_count(void)
{
	int major, n = 0;

	for (major = 0; major < CHRDEV_MAJOR_MAX; major++)
		n += chrdevs[major].fops != NULL;
	return n;
}
