// SPDX-License-Identifier: MIT
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

#define MEM_MAJOR	1

static ssize_t read_null(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	return 0;
}

static ssize_t write_null(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	return len;
}

static loff_t null_lseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos = 0;
}

static const struct file_operations null_fops = {
	.owner	= THIS_MODULE,
	.llseek	= null_lseek,
	.read	= read_null,
	.write	= write_null,
};

static int __init chr_dev_init(void)
{
	if (register_chrdev(MEM_MAJOR, "mem", &null_fops))
		pr_err("unable to get major %d for memory devs\n", MEM_MAJOR);
	return 0;
}
fs_initcall(chr_dev_init);
