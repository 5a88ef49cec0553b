/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/errno.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/types.h>

struct file;
struct inode;

/* The part of Linux's that character devices of tutorials use. */
#define SEEK_SET	0
#define SEEK_CUR	1
#define SEEK_END	2

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char __user *buf, size_t len, loff_t *pos);
	ssize_t (*write)(struct file *file, const char __user *buf, size_t len, loff_t *pos);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*open)(struct inode *inode, struct file *file);
	int (*release)(struct inode *inode, struct file *file);
};

struct inode {
	umode_t i_mode;
	dev_t i_rdev;
	void *i_private;
};

struct file {
	struct inode *f_inode;
	const struct file_operations *f_op;
	unsigned int f_flags;
	fmode_t f_mode;
	loff_t f_pos;
	void *private_data;
};

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

/* fs/char_dev.c: major 0 asks for a free one, which is returned. */
int register_chrdev(unsigned int major, const char *name, const struct file_operations *fops);
void unregister_chrdev(unsigned int major, const char *name);
extern const struct file_operations def_chr_fops;
struct seq_file;
void chrdev_show(struct seq_file *m);
int chrdev_count(void);

/* fs/file_table.c */
void __fput(struct file *file);

/* fs/filesystems.c */
struct file_system_type {
	const char *name;
	int fs_flags;
	struct module *owner;
	struct file_system_type *next;
};

#define FS_REQUIRES_DEV	1

extern struct file_system_type *file_systems;

int register_filesystem(struct file_system_type *fs);
int unregister_filesystem(struct file_system_type *fs);

#endif /* _LINUX_FS_H */
