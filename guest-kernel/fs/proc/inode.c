// SPDX-License-Identifier: MIT
/* From the file operations the kernel model calls to those of an entry. */
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include "internal.h"

static const struct proc_ops *ops_of(struct file *file)
{
	return ((struct proc_dir_entry *)file->f_inode->i_private)->proc_ops;
}

static int proc_reg_open(struct inode *inode, struct file *file)
{
	const struct proc_ops *ops = ops_of(file);

	return ops->proc_open ? ops->proc_open(inode, file) : 0;
}

static ssize_t proc_reg_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	const struct proc_ops *ops = ops_of(file);

	return ops->proc_read ? ops->proc_read(file, buf, len, pos) : -EIO;
}

static ssize_t proc_reg_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	const struct proc_ops *ops = ops_of(file);

	return ops->proc_write ? ops->proc_write(file, buf, len, pos) : -EIO;
}

static long proc_reg_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	const struct proc_ops *ops = ops_of(file);

	return ops->proc_ioctl ? ops->proc_ioctl(file, cmd, arg) : -ENOTTY;
}

static int proc_reg_release(struct inode *inode, struct file *file)
{
	const struct proc_ops *ops = ops_of(file);

	return ops->proc_release ? ops->proc_release(inode, file) : 0;
}

static loff_t proc_reg_llseek(struct file *file, loff_t offset, int whence)
{
	const struct proc_ops *ops = ops_of(file);

	return ops->proc_lseek ? ops->proc_lseek(file, offset, whence) : -ESPIPE;
}

const struct file_operations proc_reg_file_ops = {
	.open		= proc_reg_open,
	.llseek		= proc_reg_llseek,
	.read		= proc_reg_read,
	.write		= proc_reg_write,
	.unlocked_ioctl	= proc_reg_ioctl,
	.release	= proc_reg_release,
};

static int proc_single_open(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *pde = inode->i_private;

	return single_open(file, pde->single_show, pde->data);
}

const struct proc_ops proc_single_ops = {
	.proc_open	= proc_single_open,
	.proc_read	= seq_read,
	.proc_lseek	= seq_lseek,
	.proc_release	= single_release,
};
